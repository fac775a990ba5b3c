import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { withSystem } from "@/lib/access/doors";
import { giveBackupCodes } from "@/lib/testing/backup-codes";
import { anyEmail, newMember, newTenant, PASSWORD, type Tenant } from "@/lib/testing/factories";
import { codeOf } from "./support/authenticator";
import { acceptOffer, button, fault, givePassword, heading, NEW_PASSWORD, signIn } from "./support/door";
import { invite } from "./support/invite";
import { expectSoundInBoth, WIDE } from "./support/looks";
import { mailbox } from "./support/mailbox";
import { withPasskeys } from "./support/passkeys";
import { ageProofs } from "./support/proofs";
import { changed, rawForm, send } from "./support/raw-form";
import { askForKey, askForReset, begin, choosePassword } from "./support/recovery";
import { expect, test } from "./support/test";

const endApps = (identityId: string) =>
  withSystem("housekeeping", (tx) =>
    tx.execute(sql`update factors set ended_at = clock_timestamp() where identity_id = ${identityId}`),
  );

/** Somebody who is signed in and has a passkey on this page's device; an app besides it only when said. */
async function ownerOfPasskey(page: Page, tenant: Tenant, { keepsApp = false } = {}) {
  const device = await withPasskeys(page);
  const { identity } = await newMember(tenant, "owner");
  await signIn(page, identity);
  await page.goto("/account/security");
  await page.getByLabel("Your password").fill(PASSWORD);
  await button(page, "Open").click();
  await button(page, "Add a passkey").click();
  await expect(page.getByText("The passkey is added.")).toBeVisible();
  // Its owner hears of it; every mail after this one is counted from here.
  await mailbox.lastTo(identity.email, 1);
  if (!keepsApp) await endApps(identity.id);
  await ageProofs(identity.id, 20);
  return { device, identity };
}

const sessionCookie = async (page: Page) =>
  (await page.context().cookies()).find(({ name }) => name === "__Host-session")?.value;

async function askForOtherAddress(page: Page): Promise<string> {
  const email = anyEmail();
  await page.goto("/account/profile");
  await page.getByLabel("New e-mail address").fill(email);
  await button(page, "Send the mail").click();
  await expect(fault(page)).toContainText("Confirm that it is you");
  await expect(page.getByLabel("New e-mail address")).toHaveValue(email);
  return email;
}

test("A change asks for the passkey where there is no app: one press confirms it and does it", async ({
  tenant,
  page,
}) => {
  const { device } = await ownerOfPasskey(page, tenant);
  const email = await askForOtherAddress(page);
  await expect(page.getByLabel("Your password")).toHaveCount(0);
  await expect(button(page, "Send the mail")).toBeHidden();
  await expect(page.getByLabel("Code from your app")).toHaveCount(0);
  const before = await sessionCookie(page);
  await device.agrees(false);
  await button(page, "Confirm with passkey").click();
  await expect(page.getByText("No passkey was used. Press the button to try again.")).toBeVisible();
  await device.agrees(true);
  await button(page, "Confirm with passkey").click();
  await expect(page.getByText(`We have sent a mail to ${email}.`)).toBeVisible();
  expect(await sessionCookie(page)).not.toBe(before);
});

test("A company's rules ask for the passkey as well, and keep what was typed", async ({ tenant, page }) => {
  await ownerOfPasskey(page, tenant);
  await page.goto(`/t/${tenant.slug}/settings/sign-in`);
  await page.getByLabel("Sign out after, without activity").fill("20");
  await button(page, "See who is affected").click();
  await button(page, "Save the rules").click();
  await expect(fault(page)).toContainText("Confirm that it is you");
  await button(page, "Confirm with passkey").click();
  await expect(page.getByText("The rules are saved")).toBeVisible();
});

test("With an app and a passkey either confirms", async ({ tenant, page }) => {
  const { identity } = await ownerOfPasskey(page, tenant, { keepsApp: true });
  const email = await askForOtherAddress(page);
  await expect(button(page, "Confirm with passkey")).toBeVisible();
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update factors set last_step = null where identity_id = ${identity.id}`),
  );
  await page.getByLabel("Code from your app").fill(await codeOf(identity.key ?? ""));
  await button(page, "Send the mail").click();
  await expect(page.getByText(`We have sent a mail to ${email}.`)).toBeVisible();
});

test("Without a script the form says what a passkey needs, and a password proves nothing", async ({
  tenant,
  page,
  visit,
}) => {
  await ownerOfPasskey(page, tenant);
  const storageState = await page.context().storageState();
  const plain = await visit({ javaScriptEnabled: false, storageState });
  await askForOtherAddress(plain);
  await expect(plain.getByText("A passkey needs JavaScript, and it is off in this browser.")).toBeVisible();
  await expect(button(plain, "Confirm with passkey")).toBeHidden();
  await expect(button(plain, "Send the mail")).toBeVisible();
  await expect(plain.getByRole("link", { name: "See how you get back in" })).toBeVisible();
  const form = changed(await rawForm(plain, "Send the mail"), { email: anyEmail(), confirmation: PASSWORD });
  expect(await (await send(plain, form)).text()).toContain("Confirm that it is you");
  await plain.goto("/account/profile");
  await expect(plain.getByText("We have sent a mail to")).toHaveCount(0);
});

test("T13 a forgotten password asks for the passkey, or a backup code, and never for a code", async ({
  tenant,
  page,
  visit,
}) => {
  const { identity } = await ownerOfPasskey(page, tenant);
  const [code = ""] = await giveBackupCodes(identity.id, 1);
  await page.context().clearCookies();
  await begin(page, await askForReset(page, identity.email, 2));
  await expect(page).toHaveURL("/reset/code");
  await expect(heading(page)).toHaveText("Use your passkey");
  await expect(page.getByText("from my app")).toHaveCount(0);
  await page.goto("/reset/password");
  await expect(page).toHaveURL("/reset/code");
  await button(page, "Use your passkey").click();
  await choosePassword(page, NEW_PASSWORD);
  await expect(page.getByText("Your password has been reset.")).toBeVisible();
  await mailbox.lastTo(identity.email, 3);

  const plain = await visit({ javaScriptEnabled: false });
  await begin(plain, await askForReset(plain, identity.email, 4));
  await expect(plain.getByText("A passkey needs JavaScript")).toBeVisible();
  await plain.getByRole("link", { name: "Use a backup code" }).click();
  await plain.getByLabel("Backup code").fill(code);
  await button(plain, "Continue").click();
  await expect(heading(plain)).toHaveText("Choose a new password");
});

test("A new key asks for the password and the passkey", async ({ page }) => {
  const tenant = await newTenant({}, { requestKey: "yes" });
  const { identity } = await ownerOfPasskey(page, tenant);
  await page.context().clearCookies();
  await begin(page, await askForKey(page, identity.email, 2));
  await page.getByLabel("Your password").fill("not my password");
  await button(page, "Confirm with passkey").click();
  await expect(fault(page)).toContainText("That is not your password.");
  await page.getByLabel("Your password").fill(PASSWORD);
  await button(page, "Confirm with passkey").click();
  await expect(heading(page)).toHaveText("Add your second step");
});

test("The set-up can be read in the other language on a phone", async ({ tenant, visit }) => {
  const page = await visit({ viewport: { width: 360, height: 740 } });
  const { href } = await invite(tenant);
  await page.goto(href);
  await acceptOffer(page);
  await button(page, "NL, Nederlands").click();
  await expect(page.getByRole("main")).toContainText("tweede stap");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test("What cannot be shown is told at its field, and a strange way back counts as none", async ({
  tenant,
  visit,
}) => {
  const page = await visit({ javaScriptEnabled: false });
  await page.goto("/sign-in");
  const form = changed(await rawForm(page, "Sign in"), { password: "not the password at all" });
  const told = await send(page, changed(form, { email: "anna\u0000@linde.test" }));
  expect(told.status()).toBe(200);
  expect(await told.text()).toContain("This holds characters that cannot be shown.");
  const { identity } = await newMember(tenant);
  const strange = { email: identity.email, password: PASSWORD, returnTo: "/t/\u0000" };
  expect((await send(page, changed(form, strange))).status()).toBe(303);
  await page.goto("/forgot");
  const asked = await send(page, changed(await rawForm(page, "Send link"), { name: "anna\u0000" }));
  expect(await asked.text()).toContain("This holds characters that cannot be shown.");
});

test("The pages that ask for a passkey again are sound, light and dark", async ({ visit }) => {
  const page = await visit({ viewport: WIDE });
  const tenant = await newTenant({}, { requestKey: "yes" });
  const { identity } = await ownerOfPasskey(page, tenant, { keepsApp: true });
  await askForOtherAddress(page);
  await expectSoundInBoth(page, "either");
  await endApps(identity.id);
  await askForOtherAddress(page);
  await expectSoundInBoth(page, "again");
  await page.goto(`/t/${tenant.slug}/settings/sign-in`);
  await expectSoundInBoth(page, "policy");
  await page.context().clearCookies();
  await begin(page, await askForReset(page, identity.email, 2));
  await expect(heading(page)).toHaveText("Use your passkey");
  await expectSoundInBoth(page, "reset");
  await begin(page, await askForKey(page, identity.email, 3));
  await expect(heading(page)).toHaveText("Confirm that it is you");
  await expectSoundInBoth(page, "key");
  await button(page, "NL, Nederlands").click();
  await expectSoundInBoth(page, "key-nl");
  await page.context().clearCookies();
  await page.goto("/sign-in");
  const other = await newMember(tenant);
  await givePassword(page, other.identity.email);
  await page.getByLabel("Verification code").fill("000000");
  await button(page, "Continue").click();
  await expect(fault(page)).toBeVisible();
  await expectSoundInBoth(page, "code");
});
