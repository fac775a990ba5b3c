import { sql } from "drizzle-orm";
import { withSystem } from "@/lib/access/doors";
import { newMember } from "@/lib/testing/factories";
import { codeOf } from "./support/authenticator";
import {
  acceptOffer,
  button,
  CODE_PAGE,
  fault,
  giveCode,
  givePassword,
  heading,
  keepCodes,
  openSecurity,
  signIn,
  signOut,
} from "./support/door";
import { invite } from "./support/invite";
import { expectSoundInBoth, WIDE } from "./support/looks";
import { withPasskeys } from "./support/passkeys";
import { expect, test } from "./support/test";

const KEY_PAGE = "Use your passkey";
const CLOSED = "No passkey was used. Try again, or use another way.";

test("A first set-up by passkey: no code and no app; from then on it signs in alone, and as second step", async ({
  tenant,
  page,
}) => {
  const device = await withPasskeys(page);
  const { email, href } = await invite(tenant);
  await page.goto(href);
  await acceptOffer(page);
  await button(page, "Use a passkey").click();
  await expect(heading(page)).toHaveText("Save your backup codes");
  expect(await device.held()).toBe(1);
  await keepCodes(page);
  await expect(heading(page)).toHaveText("You are in");

  await signOut(page);
  await button(page, "Sign in with a passkey").click();
  await expect(heading(page)).toHaveText("You are in");

  await signOut(page);
  await givePassword(page, email, "violet kettle marching north");
  await expect(heading(page)).toHaveText(KEY_PAGE);
  await device.agrees(false);
  await button(page, "Use your passkey").click();
  await expect(fault(page)).toContainText(CLOSED);
  await device.agrees(true);
  await button(page, "Use your passkey").click();
  await expect(heading(page)).toHaveText("You are in");
});

test("After signing in by passkey one comes back to the page that was asked for", async ({
  tenant,
  page,
}) => {
  await withPasskeys(page);
  const { identity } = await newMember(tenant, "administrator");
  await signIn(page, identity);
  await openSecurity(page);
  await button(page, "Add a passkey").click();
  await expect(page.getByText("The passkey is added.")).toBeVisible();
  await page.context().clearCookies();
  await page.goto(`/t/${tenant.slug}/settings/people`);
  await button(page, "Sign in with a passkey").click();
  await expect(page).toHaveURL(`/t/${tenant.slug}/settings/people`);
});

test("X17 with an app and a passkey both work, and either is one click from the other", async ({
  tenant,
  page,
}) => {
  await withPasskeys(page);
  const { identity } = await newMember(tenant);
  await signIn(page, identity);
  await openSecurity(page);
  await button(page, "Add a passkey").click();
  await expect(page.getByText("The passkey is added.")).toBeVisible();
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await givePassword(page, identity.email);
  await expect(heading(page)).toHaveText(CODE_PAGE);
  await page.getByRole("link", { name: "Use your passkey" }).click();
  await expect(heading(page)).toHaveText(KEY_PAGE);
  await page.getByRole("link", { name: "Use another sign-in method" }).click();
  await page.getByRole("link", { name: "Code from your app", exact: true }).click();
  await giveCode(page, await codeOf(identity.key ?? ""));
  await expect(heading(page)).toHaveText("You are in");
});

test("Passkeys are added, named and removed; the last second step stays", async ({ tenant, page }) => {
  await withPasskeys(page);
  const { identity } = await newMember(tenant, "owner");
  await signIn(page, identity);
  await openSecurity(page);
  await button(page, "Add a passkey").click();
  await expect(page.getByText("The passkey is added.")).toBeVisible();
  const card = page.locator("#passkeys");
  await expect(card).toContainText("Chrome, Linux");

  // The device has one already, and says so.
  await button(page, "Add a passkey").click();
  await expect(fault(page)).toContainText("This device has a passkey for your account already.");

  await card.getByText("Rename").click();
  await card.getByLabel("Name of this passkey").fill("");
  await button(page, "Save name").click();
  await expect(card.getByRole("alert").first()).toContainText("Enter a name for this passkey.");
  await card.getByLabel("Name of this passkey").fill("Laptop at home");
  await button(page, "Save name").click();
  await expect(page.getByText("The name is saved.")).toBeVisible();
  await expect(card).toContainText("Laptop at home");

  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update factors set ended_at = clock_timestamp() where identity_id = ${identity.id}`),
  );
  await page.reload();
  await expect(card).toContainText("This is your only second step, so it stays.");
  await expect(card.getByRole("button", { name: /Remove/ })).toHaveCount(0);

  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update factors set ended_at = null where identity_id = ${identity.id}`),
  );
  await page.reload();
  await card.getByRole("button", { name: /Remove/ }).click();
  await expect(page.getByText("The passkey is removed.")).toBeVisible();
  await expect(card).toContainText("You have no passkey yet.");

  await page.context().clearCookies();
  await page.goto("/sign-in");
  await button(page, "Sign in with a passkey").click();
  await expect(fault(page)).toContainText("This passkey is not known here.");
});

test("Without a script no passkey button is shown, and the other ways are", async ({ tenant, visit }) => {
  const page = await visit({ javaScriptEnabled: false });
  await page.goto("/sign-in");
  await expect(page.getByRole("button", { name: "Sign in with a passkey" })).toBeHidden();
  const { identity } = await newMember(tenant);
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`insert into passkeys (identity_id, name, credential_id, public_key, counter)
      values (${identity.id}, 'Laptop', decode(md5(random()::text), 'hex'), '\\x00', 0)`),
  );
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update factors set ended_at = clock_timestamp() where identity_id = ${identity.id}`),
  );
  await givePassword(page, identity.email);
  await expect(page.getByText("A passkey needs JavaScript")).toBeVisible();
  await page.getByRole("link", { name: "Use another sign-in method" }).click();
  await expect(page.getByRole("link", { name: "Use a backup code" })).toBeVisible();
});

test("The pages with a passkey are sound at 360 and 1280 pixels, light and dark", async ({
  tenant,
  visit,
}) => {
  const page = await visit({ viewport: WIDE });
  await withPasskeys(page);
  const { identity } = await newMember(tenant);
  await page.goto("/sign-in");
  await expectSoundInBoth(page, "sign-in");
  await signIn(page, identity);
  await openSecurity(page);
  await button(page, "Add a passkey").click();
  await expect(page.getByText("The passkey is added.")).toBeVisible();
  await expectSoundInBoth(page, "security");
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await givePassword(page, identity.email);
  await expect(heading(page)).toHaveText(CODE_PAGE);
  await expectSoundInBoth(page, "code");
  await page.getByRole("link", { name: "Use your passkey" }).click();
  await expect(heading(page)).toHaveText(KEY_PAGE);
  await expectSoundInBoth(page, "second");
  const { href } = await invite(tenant);
  await page.goto(href);
  await acceptOffer(page);
  await expectSoundInBoth(page, "set-up");
});
