import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { withSystem } from "@/lib/access/doors";
import type { BuiltInRole } from "@/lib/access/permissions";
import { giveBackupCodes } from "@/lib/testing/backup-codes";
import { newMember, newTenant, PASSWORD } from "@/lib/testing/factories";
import { codeOf } from "./support/authenticator";
import {
  CODE_PAGE,
  confirmApp,
  fault,
  giveCode,
  givePassword,
  heading,
  readKey,
  signIn,
  signOut,
} from "./support/door";
import { expectSoundAsIs } from "./support/looks";
import { expect, test } from "./support/test";

const OTHER = "Use another sign-in method";
const ENTER = "Enter a backup code";
const NEW_PHONE = "Set up your new phone";
const NEW_CODE = "Save your new backup code";

const change = (query: ReturnType<typeof sql>) => withSystem("housekeeping", (tx) => tx.execute(query));
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const follow = (page: Page, name: string) => page.getByRole("link", { name, exact: true }).click();

async function holder(policy: Record<string, unknown> = {}, role: BuiltInRole = "member", count = 3) {
  const home = await newTenant({}, policy);
  const { identity } = await newMember(home, role);
  const codes = await giveBackupCodes(identity.id, count);
  return { home, identity, codes, code: codes[0] ?? "" };
}

async function toCodePage(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in");
  await givePassword(page, email);
  await expect(heading(page)).toHaveText(CODE_PAGE);
}

async function enterBackupCode(page: Page, email: string, code: string): Promise<void> {
  await toCodePage(page, email);
  await follow(page, "Use a backup code");
  await expect(heading(page)).toHaveText(ENTER);
  await page.getByLabel("Backup code").fill(code);
  await press(page, "Continue");
}

async function linkPhone(page: Page): Promise<string> {
  const key = await readKey(page);
  await page.getByLabel("Enter your verification code").fill(await codeOf(key));
  await press(page, "Confirm");
  return key;
}

const shownCode = async (page: Page) =>
  ((await page.getByRole("list", { name: "Your new backup code" }).textContent()) ?? "").replaceAll(" ", "");

test("X2 X3 R6 the code page leads to the ways that work, and to no others", async ({ page }) => {
  const { identity, home } = await holder();
  await change(
    sql`update tenants set contact = '{"email": "help@linde.test", "phone": "+31 20 123 45 67"}'::jsonb where id = ${home.id}`,
  );
  await toCodePage(page, identity.email);
  await follow(page, "Can’t access your authenticator app?");
  await expect(heading(page)).toHaveText(OTHER);
  const ways = page.getByRole("list", { name: "Ways to sign in" });
  await expect(ways.getByRole("link")).toHaveText([
    "Code from your app",
    "Use a backup code",
    "I have none of these",
  ]);
  await expect(page.getByText("3 left.")).toBeVisible();
  await expect(page.getByRole("link", { name: "help@linde.test" })).toBeVisible();

  await change(sql`update tenants set policy = '{"recovery": ["support"]}'::jsonb where id = ${home.id}`);
  await page.reload();
  await expect(ways.getByRole("link")).toHaveText(["Code from your app", "I have none of these"]);
  await expect(page.getByText("you can’t get back in by yourself")).toBeVisible();
  await follow(page, "Code from your app");
  await expect(heading(page)).toHaveText(CODE_PAGE);
  await expect(page.getByRole("link", { name: "Use a backup code" })).toHaveCount(0);
});

test("X4 X5 X10 X11 X14 a lost phone: backup code, new phone, in; the used code and the old app are told", async ({
  page,
  visit,
}) => {
  const { identity, code, home } = await holder({}, "member", 4);
  await enterBackupCode(page, identity.email, ` ${code.toLowerCase().replace(/(.{4})/g, "$1-")}`);
  await expect(heading(page)).toHaveText(NEW_PHONE);
  await expect(page.getByText("You have 3 backup codes left.")).toBeVisible();
  await expect(page.getByText("The old entry works until you confirm the new one.")).toBeVisible();
  const key = await linkPhone(page);
  await expect(heading(page)).toHaveText("You are in");
  await expect(page.getByText("You signed in with a backup code")).toHaveCount(0);

  const other = await visit();
  await enterBackupCode(other, identity.email, code);
  await expect(fault(other)).toContainText("was already used");
  await expect(other.locator(".error-text")).toContainText("You may throw it away");
  await other.getByLabel("Backup code").fill("0000 0000 0000 0000");
  await press(other, "Continue");
  await expect(fault(other)).toContainText("No backup code has a 0, O, 1, I or L");
  await follow(other, "Use the code from your app");
  await giveCode(other, await codeOf(identity.key ?? ""));
  await expect(fault(other)).toBeVisible();
  await giveCode(other, await codeOf(key));
  await expect(other).toHaveURL(`/t/${home.slug}`);
});

test("X14 with few codes left new ones are the last step", async ({ page }) => {
  const { identity, code } = await holder({}, "member", 3);
  await enterBackupCode(page, identity.email, code);
  await expect(page.getByText("You have 2 backup codes left. Take new ones as the last step.")).toBeVisible();
  await expect(page.getByLabel("Give me new backup codes as well")).toBeChecked();
  await confirmApp(page);
  await page.getByLabel("I have saved these codes").check();
  await press(page, "Continue");
  await expect(heading(page)).toHaveText("You are in");
});

test("The new phone can wait: one is in, is reminded, and takes it up with the password", async ({
  page,
}) => {
  const { identity, code } = await holder({}, "member", 4);
  await enterBackupCode(page, identity.email, code);
  await expect(heading(page)).toHaveText(NEW_PHONE);
  await press(page, "Not now");
  await expect(heading(page)).toHaveText("You are in");
  await follow(page, "Set up your new phone");
  await page.getByLabel("Password", { exact: true }).fill("not the password at all");
  await press(page, "Continue");
  await expect(fault(page)).toContainText("That is not your password.");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await press(page, "Continue");
  await expect(heading(page)).toHaveText(NEW_PHONE);
  await linkPhone(page);
  await expect(heading(page)).toHaveText("You are in");
  await expect(page.getByRole("link", { name: "Set up your new phone" })).toHaveCount(0);
});

test("Signed out on a shared computer, the set-up of the new phone is over as well", async ({ page }) => {
  const { identity, code } = await holder();
  await enterBackupCode(page, identity.email, code);
  await expect(heading(page)).toHaveText(NEW_PHONE);
  await page.goto("/");
  await expect(heading(page)).toHaveText("You are in");
  await signOut(page);
  await page.goto("/welcome/second-step");
  await expect(heading(page)).toHaveText("Sign in");
});

test("Somebody with power over others is not in before the new phone", async ({ page }) => {
  const { identity, code, home } = await holder({}, "administrator");
  await enterBackupCode(page, identity.email, code);
  await expect(page.getByText("you are in after this step")).toBeVisible();
  await expect(page.getByRole("button", { name: "Not now" })).toHaveCount(0);
  await page.goto(`/t/${home.slug}`);
  await expect(heading(page)).toHaveText("Sign in");
  await page.goto("/welcome/second-step");
  await page.getByLabel("Give me new backup codes as well").uncheck();
  await linkPhone(page);
  await expect(page).toHaveURL(new RegExp(`/t/${home.slug}`));
});

test("X6 X7 X8 the rolling code: a new one is shown, and only the tick signs in and ends the old", async ({
  page,
  visit,
}) => {
  const { identity, code } = await holder({ backupStyle: "rolling" }, "member", 1);
  await enterBackupCode(page, identity.email, code);
  await expect(heading(page)).toHaveText(NEW_CODE);
  await expect(page.getByText("Write it down and keep it safe.")).toBeVisible();
  const first = await shownCode(page);
  expect(first).toMatch(/^[2-9A-HJKMNP-Z]{16}$/);
  await press(page, "Continue");
  await expect(fault(page)).toContainText("Tick the box");
  await page.goto("/sign-in/code");
  await expect(heading(page)).toHaveText(NEW_CODE);
  expect(await shownCode(page)).toBe(first);

  const second = await visit();
  await enterBackupCode(second, identity.email, code);
  await expect(fault(second)).toContainText("was just entered in another place");
  await change(
    sql`update backup_codes set held_at = held_at - interval '2 minutes' where identity_id = ${identity.id}`,
  );
  await second.getByLabel("Backup code").fill(code);
  await press(second, "Continue");
  await expect(heading(second)).toHaveText(NEW_CODE);
  const kept = await shownCode(second);
  expect(kept).not.toBe(first);

  await page.getByLabel("I have saved my backup code").check();
  await press(page, "Continue");
  await expect(fault(page)).toContainText("This took too long, or was finished in another tab.");
  await second.getByLabel("I have saved my backup code").check();
  await press(second, "Continue");
  await expect(heading(second)).toHaveText(NEW_PHONE);
  await press(second, "Not now");
  await expect(heading(second)).toHaveText("You are in");

  const third = await visit();
  await enterBackupCode(third, identity.email, code);
  await expect(fault(third)).toContainText("was already used");
  await third.getByLabel("Backup code").fill(kept);
  await press(third, "Continue");
  await expect(heading(third)).toHaveText(NEW_CODE);
});

test("X3 X7 works without JavaScript and in Dutch, with the file of the new code", async ({ visit }) => {
  const { identity, code } = await holder({ backupStyle: "rolling" }, "member", 1);
  const page = await visit({ javaScriptEnabled: false, locale: "nl-NL" });
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(identity.email);
  await page.getByLabel("Wachtwoord", { exact: true }).fill(PASSWORD);
  await press(page, "Inloggen");
  await follow(page, "Andere inlogmethode gebruiken");
  await follow(page, "Gebruik back-upcode");
  await page.getByLabel("Back-upcode").fill(code);
  await press(page, "Verder");
  await expect(heading(page)).toHaveText("Bewaar uw nieuwe back-upcode");
  const file = await page.request.get("/sign-in/backup-code/new/file", {
    headers: { "accept-language": "nl" },
  });
  expect(file.headers()["cache-control"]).toContain("no-store");
  expect(await file.text()).toContain("Portico back-upcode");
  await press(page, "Verder");
  await expect(fault(page)).toBeVisible();
  await page.getByLabel("Ik heb mijn back-upcode bewaard").check();
  await press(page, "Verder");
  await expect(heading(page)).toHaveText("Stel uw nieuwe telefoon in");
  await press(page, "Niet nu");
  await expect(heading(page)).toHaveText("U bent binnen");
});

test("A trusted device asks no code until it is forgotten; others do, and step-up is not touched", async ({
  page,
  visit,
}) => {
  const { identity } = await holder({ trustedDays: 14 });
  await toCodePage(page, identity.email);
  await page.getByLabel("Trust this device for 14 days").check();
  await giveCode(page, await codeOf(identity.key ?? ""));
  await expect(heading(page)).toHaveText("You are in");
  await signOut(page);
  await givePassword(page, identity.email);
  await expect(heading(page)).toHaveText("You are in");
  await toCodePage(await visit(), identity.email);

  await change(sql`update trusted_devices set ended_at = now() where identity_id = ${identity.id}`);
  await signOut(page);
  await givePassword(page, identity.email);
  await expect(heading(page)).toHaveText(CODE_PAGE);
});

test("Without trust in the rules nobody is offered it", async ({ page }) => {
  const { identity } = await holder();
  await toCodePage(page, identity.email);
  await expect(page.getByLabel(/Trust this device/)).toHaveCount(0);
  await signIn(page, identity);
});

test("The pages are sound to axe, on a phone, in the dark and by their width", async ({ visit }) => {
  const { identity, code } = await holder({ backupStyle: "rolling", trustedDays: 7 }, "member", 1);
  for (const [width, colorScheme] of [
    [360, "dark"],
    [1280, "light"],
  ] as const) {
    const page = await visit({ viewport: { width, height: 800 }, colorScheme });
    await toCodePage(page, identity.email);
    await expectSoundAsIs(page, "code");
    await page.goto("/sign-in/other-ways");
    await expectSoundAsIs(page, "other-ways");
    await page.goto("/sign-in/backup-code");
    await expectSoundAsIs(page, "backup-code");
    await change(
      sql`update backup_codes set held_at = held_at - interval '3 minutes' where identity_id = ${identity.id}`,
    );
    await page.getByLabel("Backup code").fill(width === 360 ? code : "wrong");
    await press(page, "Continue");
    if (width === 360) {
      await expect(heading(page)).toHaveText(NEW_CODE);
      await expectSoundAsIs(page, "new-code");
      await page.getByLabel("I have saved my backup code").check();
      await press(page, "Continue");
      await expect(heading(page)).toHaveText(NEW_PHONE);
      await expectSoundAsIs(page, "new-phone");
      await press(page, "Not now");
      await expect(heading(page)).toHaveText("You are in");
      await expectSoundAsIs(page, "home");
    } else await expectSoundAsIs(page, "backup-code-wrong");
    await page.context().close();
  }
});
