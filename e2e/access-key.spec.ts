import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { withSystem } from "@/lib/access/doors";
import { DRAFT } from "@/lib/testing/answers";
import { newActor, newIdentity, PASSWORD } from "@/lib/testing/factories";
import { accountNow } from "@/lib/testing/legacy";
import { OLD_PASSWORD, type OldDoor, oldDoor, oldHashOf, oldPerson } from "@/lib/testing/old-door";
import { begunWave } from "@/lib/testing/waves";
import { codeOf } from "./support/authenticator";
import { button, fault, field, heading, NEW_PASSWORD, readKey } from "./support/door";
import { timesOf } from "./support/facts";
import { expectSoundAsIs } from "./support/looks";
import { linkIn, mailbox } from "./support/mailbox";
import { expect, signedIn, test } from "./support/test";

const ACCESS_KEY = "Log in with access key";
const KEEP = "Keep my old password";

const reachable = ({ home }: OldDoor) =>
  withSystem("housekeeping", (tx) =>
    tx.execute(sql`update tenants set contact = '{"text": "Help desk", "phone": "030 555 01 20"}'::jsonb,
      accent = '#1E5142' where id = ${home.id}`),
  );

async function company(policy: Record<string, unknown> = {}): Promise<OldDoor> {
  const door = await oldDoor(policy);
  await reachable(door);
  return door;
}

type Given = { name: string; password?: string; office?: string };

async function giveOld(page: Page, { name, password = OLD_PASSWORD, office }: Given): Promise<void> {
  await field(page, "Old user name").fill(name);
  await field(page, "Old password").fill(password);
  if (office) await page.getByLabel("Office").selectOption(office);
  await button(page, "Continue").click();
}

/** The six digits of the count-th mail. */
async function codeTo(email: string, count = 1): Promise<string> {
  const { text } = await mailbox.lastTo(email, count);
  return /\b(\d{3}) (\d{3})\b/.exec(text)?.slice(1).join("") ?? "";
}

/** HomeTrak has no backup codes to save. */
async function linkApp(page: Page): Promise<string> {
  await expect(heading(page)).toHaveText("Add your second step");
  const key = await readKey(page);
  await page.getByLabel("Enter your verification code").fill(await codeOf(key));
  await button(page, "Confirm").click();
  return key;
}

async function toInvitation(
  page: Page,
  door: OldDoor,
  account: { oldUserName: string; email: string },
): Promise<void> {
  await page.goto(`/sign-in/access-key?company=${door.companyCode}`);
  await giveOld(page, { name: account.oldUserName });
  await expect(heading(page)).toHaveText("Look in your mailbox");
  await field(page, "Code from the mail").fill(await codeTo(account.email));
  await button(page, "Continue").click();
  await expect(page).toHaveURL(/\/invitation\/[a-z0-9]+$/);
}

test("H4 H5 from the blank sign-in form by old user name, password and office to the new account, keeping the old password", async ({
  page,
}) => {
  const door = await company({ afterActivation: "signed_in", questions: "off" });
  const account = await oldPerson(door, { office: "Zuid" });
  await oldPerson(door, { office: "Noord" });
  await page.goto(`/sign-in/${door.companyCode}`);
  const buttons = page.locator("main form").first().getByRole("button");
  await expect(buttons.filter({ hasText: /^(Sign in|Log in with access key)$/ })).toHaveText([
    "Sign in",
    ACCESS_KEY,
  ]);
  await button(page, ACCESS_KEY).click();
  await expect(heading(page)).toHaveText(ACCESS_KEY);
  await expect(page.getByLabel("Office").locator("option")).toHaveText(["I do not know", "Noord", "Zuid"]);
  await giveOld(page, { name: account.oldUserName, office: "Zuid" });
  await expect(heading(page)).toHaveText("Look in your mailbox");
  const mail = await mailbox.lastTo(account.email);
  expect(mail.subject).toBe("Your code for Zorggroep Linde");
  expect(mail.text).not.toMatch(/\/i\/[\w-]{43}/);
  await field(page, "Code from the mail").fill("000000");
  await button(page, "Continue").click();
  await expect(fault(page)).toContainText("This is not the code from the mail. 4 tries are left.");
  await expect(page.getByText("030 555 01 20")).toBeVisible();
  await button(page, "Mail me a new code").click();
  await expect(page.getByText("Only the newest code works now.")).toBeVisible();
  await field(page, "Code from the mail").fill(await codeTo(account.email, 2));
  await button(page, "Continue").click();
  await expect(heading(page)).toHaveText("Join Zorggroep Linde");
  await button(page, KEEP).click();
  const key = await linkApp(page);
  await expect(heading(page)).toHaveText("You are in");
  expect(await accountNow(door.home.id, account.id)).toMatchObject({
    movedBy: "access_key",
    sealedHash: null,
  });

  await page.context().clearCookies();
  await page.goto("/sign-in");
  await field(page, "E-mail").fill(account.email);
  await field(page, "Password").fill(OLD_PASSWORD);
  await button(page, "Sign in").click();
  await page.getByLabel("Verification code").fill(await codeOf(key));
  await button(page, "Continue").click();
  await expect(page).toHaveURL(`/t/${door.home.slug}`);
});

test("H4 H5 H6 all of it without JavaScript, the company code asked on the way", async ({ visit }) => {
  const door = await company({ afterActivation: "signed_in", questions: "off" });
  const account = await oldPerson(door, { hash: oldHashOf("short") });
  const page = await visit({ javaScriptEnabled: false });
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Use a company code" }).click();
  await field(page, "User name or e-mail").fill(account.oldUserName);
  await field(page, "Password").fill("short");
  await button(page, ACCESS_KEY).click();
  await expect(heading(page)).toHaveText(ACCESS_KEY);
  await expect(page.getByRole("main")).toContainText("What you typed before was not used.");
  await page.goto("/sign-in?with=company");
  await button(page, ACCESS_KEY).click();
  await expect(heading(page)).toHaveText(ACCESS_KEY);
  await expect(page.getByText("What you typed before was not used.")).toHaveCount(0);
  await field(page, "Company code").fill(door.companyCode);
  await giveOld(page, { name: account.oldUserName, password: "short" });
  await expect(heading(page)).toHaveText("Look in your mailbox");
  await field(page, "Code from the mail").fill(await codeTo(account.email));
  await button(page, "Continue").click();
  await expect(heading(page)).toHaveText("Join Zorggroep Linde");
  await expect(page.getByText("Your old password does not come along")).toBeVisible();
  await expect(button(page, KEEP)).toHaveCount(0);
  await field(page, "Create a password").fill(NEW_PASSWORD);
  await button(page, "Create account and join").click();
  await expect(heading(page)).toHaveText("Add your second step");
  expect(await accountNow(door.home.id, account.id)).toMatchObject({ movedBy: "access_key" });
});

test("H6 wrong, unknown and moved get one sentence; the moved one hears by mail, and the page begun elsewhere says so", async ({
  page,
  visit,
}) => {
  const door = await company();
  const account = await oldPerson(door);
  const other = await visit();
  await other.goto(`/sign-in/access-key?company=${door.companyCode}`);
  await giveOld(other, { name: account.oldUserName });
  await expect(heading(other)).toHaveText("Look in your mailbox");
  await mailbox.lastTo(account.email, 1);

  await page.goto(`/sign-in/access-key?company=${door.companyCode}`);
  await giveOld(page, { name: account.oldUserName });
  await expect(heading(page)).toHaveText("Look in your mailbox");
  await field(page, "Code from the mail").fill(await codeTo(account.email, 2));
  await button(page, "Continue").click();
  await field(page, "Create a password").fill(NEW_PASSWORD);
  await field(page, "The same password again").fill(NEW_PASSWORD);
  await button(page, "Create account and join").click();
  await expect(page).toHaveURL(/set=done/);

  await other.reload();
  await expect(heading(other)).toHaveText("You have moved already");
  await expect(other.getByRole("main")).toContainText("Sign in with your e-mail address");
  const sentence = "If you have moved already, sign in with your e-mail address instead.";
  for (const name of [account.oldUserName, "nobody.here"]) {
    await other.goto(`/sign-in/access-key?company=${door.companyCode}`);
    await giveOld(other, { name });
    await expect(fault(other)).toContainText(sentence);
  }
  expect((await mailbox.lastTo(account.email, 3)).subject).toBe("Your new account for Zorggroep Linde");
});

test("H3 H5 an account that waits for its address says so, with whom to ask; the administrator sees the try", async ({
  page,
  visit,
}) => {
  const door = await company();
  const account = await oldPerson(door, { email: "", verdict: "no_email", person: false });
  await page.goto(`/sign-in/access-key?company=${door.companyCode}`);
  await giveOld(page, { name: account.oldUserName });
  await expect(heading(page)).toHaveText("Your account cannot move yet");
  await expect(page.getByRole("main")).toContainText("030 555 01 20");

  const moving = await oldPerson(door);
  await page.goto(`/sign-in/access-key?company=${door.companyCode}`);
  await giveOld(page, { name: moving.oldUserName, password: "not it" });
  await expect(fault(page)).toContainText("You are not logged in with this.");
  const ada = await newActor("owner", door.home);
  const admin = await visit({ storageState: await signedIn(ada.self.identityId) });
  await admin.goto(`/t/${door.home.slug}/settings/people/${moving.personId}`);
  await expect(admin.getByRole("main")).toContainText("Tried the old log-in: wrong password");
  const panel = admin.getByRole("region", { name: "Old account" });
  await expect(panel).toContainText(moving.oldUserName);
  await expect(panel).toContainText("Zuid");
});

test("H16 H17 H18 H19 H20 H21 H24 H25 H27 from the migration mail to the company's own sign-in, remembered on the device", async ({
  page,
  visit,
}) => {
  const door = await company();
  const account = await oldPerson(door);
  const ada = await newActor("owner", door.home);
  await begunWave(ada, { accountIds: [account.id] });
  const mail = await mailbox.lastTo(account.email);
  expect(mail.text).toContain(door.companyCode);
  expect(mail.text).toContain(account.email);
  await page.goto(linkIn(mail));
  await expect(page.getByText(account.email, { exact: true })).toBeVisible();
  await field(page, "Create a password").fill(NEW_PASSWORD);
  await field(page, "The same password again").fill(NEW_PASSWORD);
  await button(page, "Create account and join").click();
  await expect(page).toHaveURL(`/sign-in/${door.companyCode}?set=done`);
  await expect(field(page, "User name or e-mail")).toHaveValue(account.email);
  await field(page, "Password").fill(NEW_PASSWORD);
  await button(page, "Sign in").click();
  const key = await linkApp(page);
  await expect(heading(page)).toHaveText("Choose your security questions");
  for (const n of [1, 2, 3] as const) {
    await field(page, `Question ${n}`).selectOption(DRAFT[`question${n}`]);
    await page.getByLabel(`Answer to question ${n}`).fill(DRAFT[`answer${n}`]);
  }
  await button(page, "Save").click();
  await expect(heading(page)).toHaveText("You are in");
  expect(await accountNow(door.home.id, account.id)).toMatchObject({ movedBy: "mail", sealedHash: null });
  expect(await timesOf("legacy.moved", account.personId ?? "")).toBe(1);

  const laptop = await visit();
  await laptop.goto(`/sign-in/${door.companyCode}`);
  await field(laptop, "User name or e-mail").fill(account.email);
  await field(laptop, "Password").fill(NEW_PASSWORD);
  await button(laptop, "Sign in").click();
  await laptop.getByLabel("Verification code").fill(await codeOf(key));
  await button(laptop, "Continue").click();
  await laptop.waitForURL((url) => url.pathname.startsWith("/t/"));
  await laptop.context().clearCookies({ name: "__Host-session" });
  await laptop.goto("/sign-in");
  await expect(field(laptop, "Company code")).toHaveValue(door.companyCode);
  await expect(field(laptop, "User name or e-mail")).toHaveValue(account.email);
  await expect(field(laptop, "Password")).toHaveValue("");

  await laptop.goto(`/sign-in/access-key?company=${door.companyCode}`);
  await giveOld(laptop, { name: account.oldUserName });
  await expect(fault(laptop)).toContainText("You are not logged in with this.");
});

test("H6 the old log-in is closed after a look at who would be locked out, and for one person alone", async ({
  visit,
}) => {
  const door = await company();
  const account = await oldPerson(door, { name: "Bo Jansen" });
  await oldPerson(door, { name: "Cas Mol", email: "", verdict: "no_email" });
  const ada = await newActor("owner", door.home);
  const page = await visit({ storageState: await signedIn(ada.self.identityId) });
  await page.goto(`/t/${door.home.slug}/settings/migration/old-log-in`);
  await expect(page.getByRole("main")).toContainText("The old log-in is open");
  const row = page.getByRole("row", { name: /Bo Jansen/ });
  await row.getByRole("button", { name: "Close Bo Jansen" }).click();
  await expect(row).toContainText("Closed");
  expect((await accountNow(door.home.id, account.id)).closedAt).not.toBeNull();
  await page.getByRole("link", { name: "Close the old log-in" }).click();
  await expect(page.getByRole("main")).toContainText("Close the old log-in for 1 person?");
  await expect(page.getByRole("main")).toContainText("For 1 more person it was closed before.");
  await expect(page.getByRole("main")).toContainText("1 needs you first");
  await button(page, "Close it for 1 person").click();
  await expect(page.getByRole("status").first()).toContainText("The old log-in is closed.");
  const outside = await visit();
  await outside.goto(`/sign-in/${door.companyCode}`);
  await expect(button(outside, "Sign in")).toBeVisible();
  await expect(button(outside, ACCESS_KEY)).toHaveCount(0);
  await outside.goto(`/sign-in/access-key?company=${door.companyCode}`);
  await expect(heading(outside)).toHaveText("The old log-in has ended");
  await expect(outside.getByText("030 555 01 20")).toBeVisible();
  await expect(outside.getByRole("textbox")).toHaveCount(0);
  await outside.getByRole("link", { name: "Sign in with e-mail" }).click();
  await expect(outside).toHaveURL(`/sign-in/${door.companyCode}`);
  await expect(page.getByRole("main")).toContainText("People cannot come in by their old user name");
  await expect(row.getByRole("button")).toHaveCount(0);
  await page.getByLabel("Last day").fill("2099-07-01");
  await button(page, "Open the old log-in").click();
  await expect(page.getByRole("main")).toContainText(/open until the end of .*1 July/);
  await outside.reload();
  await expect(button(outside, ACCESS_KEY)).toBeVisible();
});

test("H6 whose old way in ends while they look for the mail is told so, and whom to ask; once it is open again the code works", async ({
  page,
}) => {
  const door = await company();
  const account = await oldPerson(door);
  const set = (closedAt: string) =>
    withSystem("housekeeping", (tx) =>
      tx.execute(sql`update legacy_accounts set closed_at = ${sql.raw(closedAt)} where id = ${account.id}`),
    );
  await page.goto(`/sign-in/access-key?company=${door.companyCode}`);
  await giveOld(page, { name: account.oldUserName });
  await expect(heading(page)).toHaveText("Look in your mailbox");
  await set("now()");
  await field(page, "Code from the mail").fill(await codeTo(account.email));
  await button(page, "Continue").click();
  await expect(fault(page)).toContainText("Reload the page");
  await page.reload();
  await expect(heading(page)).toHaveText("Your old user name no longer works");
  await expect(page.getByRole("main")).toContainText("030 555 01 20");
  await expectSoundAsIs(page);
  await set("null");
  await page.reload();
  await field(page, "Code from the mail").fill(await codeTo(account.email));
  await button(page, "Continue").click();
  await expect(page).toHaveURL(/\/invitation\/[a-z0-9]+$/);
});

for (const [width, colorScheme, locale] of [
  [1280, "light", "en-GB"],
  [360, "dark", "nl-NL"],
] as const) {
  test(`H5 the pages of the old door have no faults and no sideways scrolling at ${width} px, ${colorScheme}`, async ({
    visit,
  }) => {
    const door = await company();
    const account = await oldPerson(door, { totp: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" });
    const waiting = await oldPerson(door, { email: "", verdict: "no_email", person: false });
    const look = { viewport: { width, height: 900 }, colorScheme, locale };
    const page = await visit(look);
    const give = async (name: string, password: string) => {
      await page.locator("input[name=name]").fill(name);
      await page.locator("input[name=password]").fill(password);
      await page.locator("main form button[type=submit]").first().click();
    };
    await page.goto(`/sign-in/${door.companyCode}`);
    await expectSoundAsIs(page, "sign-in");
    await page.locator("input[name=name]").fill("somebody");
    await page.locator("main form").first().locator("button[type=submit]").nth(1).click();
    await page.waitForURL(/filled=yes/);
    await expectSoundAsIs(page, "filled");
    await page.goto("/sign-in/access-key?ask=company");
    await expectSoundAsIs(page, "unknown");
    await page.goto(`/sign-in/access-key?company=${door.companyCode}`);
    await expectSoundAsIs(page, "access-key");
    await give(waiting.oldUserName, "not it");
    await expect(fault(page)).toBeVisible();
    await expectSoundAsIs(page, "wrong");
    await give(waiting.oldUserName, OLD_PASSWORD);
    await page.waitForURL(/\/move\//);
    await expectSoundAsIs(page, "waits");
    await page.goto(`/sign-in/access-key?company=${door.companyCode}`);
    await give(account.oldUserName, OLD_PASSWORD);
    await page.waitForURL(/\/move\//);
    await expectSoundAsIs(page, "codes");
    await page.goto(`${page.url()}?sent=again`);
    await expectSoundAsIs(page, "mailed again");
    await page.locator("input[name=code]").fill(await codeTo(account.email));
    await page.locator("input[name=app]").fill(await codeOf("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"));
    await page.locator("main form button[type=submit]").first().click();
    await page.waitForURL(/\/invitation\//);
    await expectSoundAsIs(page, "keep");
    await page.goto("/move/elsewhere");
    await expectSoundAsIs(page, "not-here");

    const ada = await newActor("owner", door.home);
    const admin = await visit({ ...look, storageState: await signedIn(ada.self.identityId) });
    await admin.goto(`/t/${door.home.slug}/settings/migration/old-log-in`);
    await expectSoundAsIs(admin, "old-log-in");
    await admin.goto(`/t/${door.home.slug}/settings/migration/old-log-in?step=close`);
    await expectSoundAsIs(admin, "close");
    await admin.goto(`/t/${door.home.slug}/settings/people/${account.personId}`);
    await expectSoundAsIs(admin, "person");
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update tenants set old_sign_in_ends_at = now() where id = ${door.home.id}`),
    );
    await page.goto(`/sign-in/access-key?company=${door.companyCode}`);
    await expectSoundAsIs(page, "ended");
    await admin.goto(`/t/${door.home.slug}/settings/migration/old-log-in`);
    await expectSoundAsIs(admin, "closed");
  });
}

test("H5 who has an account elsewhere joins with it, after the old password and the mailbox", async ({
  page,
}) => {
  const door = await company();
  const identity = await newIdentity();
  const account = await oldPerson(door, { email: identity.email });
  await toInvitation(page, door, account);
  await expect(heading(page)).toHaveText("Join Zorggroep Linde with your account");
  await field(page, "Your password").fill(PASSWORD);
  await button(page, "Sign in").click();
  await page.getByLabel("Verification code").fill(await codeOf(identity.key ?? ""));
  await button(page, "Continue").click();
  await button(page, "Join Zorggroep Linde").click();
  await expect.poll(async () => (await accountNow(door.home.id, account.id)).movedBy).toBe("access_key");
});
