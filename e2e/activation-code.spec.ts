import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { withSystem } from "@/lib/access/doors";
import { newActor, newTenant, personNow } from "@/lib/testing/factories";
import { button, fault, heading, NEW_PASSWORD } from "./support/door";
import { accountsAt, timesOf } from "./support/facts";
import { invite } from "./support/invite";
import { expectSoundAsIs } from "./support/looks";
import { expect, signedIn, test } from "./support/test";

const WRONG = "2222-2222-2222";

const traackr = () => newTenant({ name: "Zorggroep Linde" }, { preset: "traackr" });

/** Somebody invited, and the inviter's page about them. */
async function begun(language: "en" | "nl" = "en") {
  const tenant = await traackr();
  const offer = await invite(tenant, { language });
  const about = `/t/${tenant.slug}/settings/people/${offer.personId}`;
  return { tenant, offer, about, storageState: await signedIn(offer.ada.self.identityId) };
}

/** As if its 24 hours were over. */
const endCode = (tenantId: string) =>
  withSystem("housekeeping", (tx) =>
    tx.execute(sql`update activation_codes set expires_at = now() where tenant_id = ${tenantId}`),
  );

/** Presses the button and reads what the page says once. */
async function makeCode(page: Page, name = "Make an activation code"): Promise<string> {
  await button(page, name).click();
  const told = page.getByText(/^Activation code: ([2-9A-HJKMNP-Z]{4}\s?){3}$/);
  await expect(told).toBeVisible();
  return ((await told.textContent()) ?? "").replace("Activation code: ", "");
}

type Typed = { email: string; code: string; password?: string };

async function giveCode(page: Page, { email, code, password = NEW_PASSWORD }: Typed): Promise<void> {
  await page.getByLabel("Your e-mail").fill(email);
  await page.getByLabel("Activation code").fill(code);
  await page.getByLabel("Create a password").fill(password);
  await button(page, "Create account and join").click();
}

test("R3 an administrator makes a code and reads it aloud; the person needs it with link, address and password", async ({
  page,
  visit,
}) => {
  const { offer, about, storageState } = await begun();
  const admin = await visit({ storageState });
  await admin.goto(about);
  const code = await makeCode(admin);
  await expect(admin.getByText(/^Works until /)).toBeVisible();
  await admin.reload();
  await expect(admin.getByRole("main")).not.toContainText(code);
  await expect(button(admin, "Make a new activation code")).toBeVisible();
  await expect(admin.getByText("Activation code made by Ada Bakker")).toBeVisible();

  await page.goto(offer.href);
  await expect(page.getByRole("main")).not.toContainText(offer.email);
  await giveCode(page, { email: offer.email, code: WRONG });
  await expect(fault(page)).toContainText("do not belong together. Check both. 4 tries are left.");
  await expect(page.getByLabel("Your e-mail")).toHaveValue(offer.email);
  await giveCode(page, { email: "bo@linde.test", code });
  await expect(fault(page)).toContainText("do not belong together. Check both. 3 tries are left.");
  await giveCode(page, { email: offer.email, code, password: code });
  await expect(fault(page)).toContainText("The activation code cannot be your password.");
  await giveCode(page, { email: offer.email, code: code.toLowerCase().replaceAll(" ", "-") });
  await expect(heading(page)).toHaveText("Add your second step");
  expect(await timesOf("activation_code.wrong", offer.personId)).toBe(2);
  await admin.goto(about);
  await expect(admin.getByText("Accepted the invitation, with the activation code")).toBeVisible();
  await expect(button(admin, "Make a new activation code")).toHaveCount(0);
});

test("R3 without JavaScript as well: the code is made, read and given", async ({ visit }) => {
  const { tenant, offer, about, storageState } = await begun();
  const admin = await visit({ storageState, javaScriptEnabled: false });
  await admin.goto(about);
  const code = await makeCode(admin);
  const page = await visit({ javaScriptEnabled: false });
  await page.goto(offer.href);
  await giveCode(page, { email: offer.email, code: "ABCD EFGH JKL2" });
  await expect(fault(page)).toContainText("An activation code has no 0, O, 1, I or L.");
  await giveCode(page, { email: offer.email, code });
  await expect(heading(page)).toHaveText("Add your second step");
  expect((await personNow(tenant.id, offer.personId)).accountAt).not.toBeNull();
});

test("R3 after five wrong tries the page says that the code is over and whom to ask; a new one works", async ({
  page,
  visit,
}) => {
  const { offer, about, storageState } = await begun();
  const admin = await visit({ storageState });
  await admin.goto(about);
  const first = await makeCode(admin);
  await page.goto(offer.href);
  for (let left = 4; left > 0; left -= 1) {
    await giveCode(page, { email: offer.email, code: WRONG });
    await expect(fault(page)).toContainText(left === 1 ? "One try is left." : `${left} tries are left.`);
  }
  await giveCode(page, { email: offer.email, code: WRONG });
  const over = "The activation code no longer works. Ask Ada Bakker for a new one.";
  await expect(page.getByText(over)).toBeVisible();
  await expect(page.getByLabel("Activation code")).toHaveCount(0);
  expect(await accountsAt(offer.email)).toBe(0);

  await admin.reload();
  await expect(admin.getByText("Needed; none works now")).toBeVisible();
  const second = await makeCode(admin, "Make a new activation code");
  expect(second).not.toBe(first);
  await page.reload();
  await giveCode(page, { email: offer.email, code: first });
  await expect(fault(page)).toContainText("4 tries are left.");
  await giveCode(page, { email: offer.email, code: second });
  await expect(heading(page)).toHaveText("Add your second step");
});

test("R3 a manager sees no button for an offer above them, and none stands where the rules have no such codes", async ({
  visit,
}) => {
  const tenant = await traackr();
  const max = await newActor("manager", tenant);
  const above = await invite(tenant, { roles: [tenant.roles.administrator] });
  const within = await invite(tenant);
  const page = await visit({ storageState: await signedIn(max.self.identityId) });
  await page.goto(`/t/${tenant.slug}/settings/people/${above.personId}`);
  await expect(page.getByText("Withdraw the invitation")).toBeVisible();
  for (const name of ["Make an activation code", "Resend invitation"])
    await expect(button(page, name)).toHaveCount(0);
  await page.goto(`/t/${tenant.slug}/settings/people/${within.personId}`);
  for (const name of ["Make an activation code", "Resend invitation"])
    await expect(button(page, name)).toBeVisible();

  const plain = await newTenant();
  const offer = await invite(plain);
  const ada = await visit({ storageState: await signedIn(offer.ada.self.identityId) });
  await ada.goto(`/t/${plain.slug}/settings/people/${offer.personId}`);
  await expect(button(ada, "Resend invitation")).toBeVisible();
  await expect(button(ada, "Make an activation code")).toHaveCount(0);
});

for (const [width, colorScheme, locale] of [
  [1280, "light", "en-GB"],
  [360, "dark", "nl-NL"],
] as const) {
  test(`R3 the pages of the code have no faults and no sideways scrolling at ${width} px, ${colorScheme}`, async ({
    visit,
  }) => {
    const { tenant, offer, about, storageState } = await begun(locale === "nl-NL" ? "nl" : "en");
    const look = { viewport: { width, height: 900 }, colorScheme, locale };
    const admin = await visit({ ...look, storageState });
    const page = await visit(look);
    await admin.goto(about);
    await admin.getByRole("button", { name: /an activation code$|^Activeringscode maken$/ }).click();
    await expect(admin.getByText(/^(Activation code|Activeringscode): /)).toBeVisible();
    await expectSoundAsIs(admin, "made");
    await page.goto(offer.href);
    await expectSoundAsIs(page, "asked");
    await endCode(tenant.id);
    await page.reload();
    await expectSoundAsIs(page, "over");
  });
}
