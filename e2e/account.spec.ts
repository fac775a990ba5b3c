import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { withSystem } from "@/lib/access/doors";
import { anyEmail, newMember, PASSWORD } from "@/lib/testing/factories";
import { codeOf } from "./support/authenticator";
import {
  button,
  fault,
  heading,
  keepCodes,
  NEW_PASSWORD,
  openSecurity,
  readKey,
  signIn,
} from "./support/door";
import { expectSoundAsIs } from "./support/looks";
import { type Mail, mailbox } from "./support/mailbox";
import { ageProofs } from "./support/proofs";
import { expect, signedIn, test } from "./support/test";

const region = (page: Page, title: string) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: title, exact: true }) });

/** Where the button of a letter about the account leads. */
const linkOf = ({ text }: Mail) => /https?:\/\/\S+\/l\/[\w-]{43}/.exec(text)?.[0] ?? "";

async function letterTo(address: string, subject: string): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(async () => {
      const newest = await mailbox.lastTo(address);
      found = newest.subject === subject ? newest : undefined;
      return newest.subject;
    })
    .toBe(subject);
  if (!found) throw new Error("no such letter");
  return found;
}

test("X9 S23 Security asks the password again before it shows anything, and the code when the sign-in is old", async ({
  as,
}) => {
  const { page, member } = await as("member");
  await page.goto("/");
  await page.getByRole("button", { name: "My account" }).click();
  await page.getByRole("link", { name: "Security" }).click();
  await expect(heading(page)).toHaveText("Confirm that it is you");
  await expect(page.getByText("Authenticator app")).toHaveCount(0);
  await expect(page.getByLabel("Code from your app")).toHaveCount(0);
  await page.getByLabel("Your password").fill("not my password");
  await button(page, "Open").click();
  await expect(fault(page)).toContainText("That is not your password.");

  await ageProofs(member.identity.id, 20);
  await page.reload();
  await page.getByLabel("Your password").fill(PASSWORD);
  await button(page, "Open").click();
  await expect(fault(page)).toContainText("Enter the 6 digits your app shows.");
  await page.getByLabel("Your password").fill(PASSWORD);
  await page.getByLabel("Code from your app").fill(await codeOf(member.identity.key ?? ""));
  await button(page, "Open").click();
  await expect(heading(page)).toHaveText("Security");
  await expect(page.getByText("If you lose your phone today, you still get in.")).toBeVisible();
  await expect(page.getByText("your 1 backup code")).toBeVisible();
});

test("The pages behind it cannot be reached before it has been opened", async ({ as }) => {
  const { page } = await as("member");
  for (const path of ["authenticator", "backup-codes", "backup-codes/file", "password"]) {
    await page.goto(`/account/security/${path}`);
    await expect(heading(page)).toHaveText("Confirm that it is you");
  }
});

test("X10 X11 R13 a new app takes the place of the old one, whose codes then no longer work", async ({
  as,
  visit,
}) => {
  const { page, member } = await as("member");
  const { identity } = member;
  await openSecurity(page);
  await expect(page.getByText("Reset multi-factor authentication").last()).toBeVisible();
  await region(page, "Authenticator app")
    .getByRole("button", { name: /^Change/ })
    .click();
  await expect(heading(page)).toHaveText("Link a new app");
  await expect(page.getByText(/from then on its codes no longer work/)).toBeVisible();
  const key = await readKey(page);
  await page.getByLabel("Enter the code from the new app").fill(await codeOf(identity.key ?? ""));
  await button(page, "Register").click();
  await expect(fault(page)).toContainText("That code comes from your earlier entry");
  await page.getByLabel("Enter the code from the new app").fill(await codeOf(key));
  await button(page, "Register").click();
  await expect(page.getByText("The new app is linked.")).toBeVisible();

  const letter = await letterTo(identity.email, "Your authenticator app was changed");
  expect(letter.text).toContain("This was not me");
  const other = await visit();
  await other.goto("/sign-in");
  await signIn(other, { email: identity.email, key });
  await expect(heading(other)).toHaveText("You are in");
});

test("X13 X14 new backup codes are shown at once; the old ones work until the tick", async ({ as }) => {
  const { page, member } = await as("member");
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update backup_codes set spent_at = now() where identity_id = ${member.identity.id}`),
  );
  await openSecurity(page);
  await expect(page.getByText("If you lose your phone today, you cannot get in by yourself.")).toBeVisible();
  await expect(page.getByText("As a last step, make new codes.")).toBeVisible();
  await button(page, "Make new codes").click();
  await expect(heading(page)).toHaveText("Save your new backup codes");
  await expect(page.getByRole("listitem").filter({ hasText: /^(\w{4} ){3}\w{4}$/ })).toHaveCount(10);
  await page.getByRole("link", { name: "Keep my old codes" }).click();
  await expect(page.getByText("No backup codes left")).toBeVisible();
  await button(page, "Make new codes").click();
  await keepCodes(page);
  await expect(page.getByText("Your new backup codes work from now on.")).toBeVisible();
  await expect(page.getByText("10 of 10 left")).toBeVisible();
});

test("A changed password signs out the other device and comes with a mail; “This was not me” ends it all", async ({
  as,
  visit,
}) => {
  const { page, member } = await as("member");
  const { identity } = member;
  const other = await visit({ storageState: await signedIn(identity.id) });
  await openSecurity(page);
  await page.getByRole("link", { name: "Change password" }).click();
  await page.getByLabel("Your password now").fill(PASSWORD);
  await page.getByLabel("New password").fill("short");
  await button(page, "Save password").click();
  await expect(fault(page)).toContainText("characters or more");
  await page.getByLabel("Your password now").fill(PASSWORD);
  await page.getByLabel("New password").fill(NEW_PASSWORD);
  await button(page, "Save password").click();
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  await other.goto("/account/organisations");
  await expect(heading(other)).toHaveText("Sign in");

  const letter = await letterTo(identity.email, "Your password was changed");
  const mail = await visit();
  await mail.goto(linkOf(letter));
  await expect(heading(mail)).toHaveText("This was not me");
  await page.reload();
  await expect(heading(page)).toHaveText("Security");
  await button(mail, "This was not me").click();
  await expect(heading(mail)).toHaveText("Everybody is signed out");
  await mail.reload();
  await expect(heading(mail)).toHaveText("Everybody is signed out");
  await page.reload();
  await expect(heading(page)).toHaveText("Sign in");
  expect(linkOf(await letterTo(identity.email, "Set a new password"))).toMatch(/\/l\//);
});

test("Each device in the list can be signed out, with a fresh code where the last one is old", async ({
  as,
  visit,
}) => {
  const { page, member } = await as("member");
  const other = await visit({ storageState: await signedIn(member.identity.id) });
  await openSecurity(page);
  await expect(page.getByText("This device", { exact: true })).toBeVisible();
  await ageProofs(member.identity.id, 7);
  const list = region(page, "Where you are signed in");
  await list.getByRole("button", { name: /^Sign out Test/ }).click();
  await expect(list.getByRole("alert")).toContainText("Confirm that it is you");
  await list.getByLabel("Code from your app").fill(await codeOf(member.identity.key ?? ""));
  await list.getByRole("button", { name: /^Sign out Test/ }).click();
  await expect(page.getByText("That device is signed out.")).toBeVisible();
  await other.goto("/account/organisations");
  await expect(heading(other)).toHaveText("Sign in");
});

test("Another e-mail address is confirmed from its mailbox, followed by the company, and can be undone", async ({
  as,
  visit,
}) => {
  const { page, member } = await as("member");
  const { identity } = member;
  const email = anyEmail();
  await page.goto("/account/profile");
  await page.getByLabel("New e-mail address").fill("no address");
  await button(page, "Send the mail").click();
  await expect(fault(page)).toContainText("Enter an e-mail address such as");
  await ageProofs(identity.id, 20);
  await page.getByLabel("New e-mail address").fill(email);
  await button(page, "Send the mail").click();
  await expect(fault(page)).toContainText("Confirm that it is you");
  await expect(page.getByLabel("New e-mail address")).toHaveValue(email);
  await page.getByLabel("Code from your app").fill(await codeOf(identity.key ?? ""));
  await button(page, "Send the mail").click();
  await expect(page.getByText(`We have sent a mail to ${email}.`)).toBeVisible();

  const confirming = await visit();
  await confirming.goto(linkOf(await letterTo(email, "Confirm your new e-mail address")));
  await expect(heading(confirming)).toHaveText("Confirm your new e-mail address");
  await button(confirming, "Confirm this address").click();
  await expect(heading(confirming)).toHaveText("Your e-mail address is changed");
  await page.reload();
  await expect(heading(page)).toHaveText("Sign in");
  await signIn(page, { email, key: identity.key });

  const undoing = await visit();
  await undoing.goto(linkOf(await letterTo(identity.email, "Your e-mail address was changed")));
  await expect(heading(undoing)).toHaveText("Take your account back");
  await button(undoing, "Undo the change").click();
  await expect(heading(undoing)).toHaveText("The change is undone");
  await page.reload();
  await expect(heading(page)).toHaveText("Sign in");
});

test("The address of another account is answered alike, and only its mailbox hears of it", async ({
  as,
  tenant,
}) => {
  const { page } = await as("member");
  const taken = (await newMember(tenant)).identity.email;
  await page.goto("/account/profile");
  await page.getByLabel("New e-mail address").fill(taken);
  await button(page, "Send the mail").click();
  await expect(page.getByText(`We have sent a mail to ${taken}.`)).toBeVisible();
  await letterTo(taken, "This address has an account already");
});

test("A language chosen in one browser holds in every other, and in mails", async ({ as, visit }) => {
  const { page, member } = await as("member");
  const other = await visit({ storageState: await signedIn(member.identity.id) });
  await page.goto("/account/profile");
  await page.getByLabel("Language", { exact: true }).selectOption("nl");
  await page.getByLabel("Your name").fill("Anna Visser");
  await button(page, "Save").click();
  await expect(heading(page)).toHaveText("Profiel");
  await other.goto("/account/profile");
  await expect(other.getByLabel("Uw naam")).toHaveValue("Anna Visser");
  await other.getByRole("button", { name: "Mijn account" }).click();
  await other.getByRole("button", { name: "English" }).click();
  await expect(heading(other)).toHaveText("Profile");
  await page.reload();
  await expect(heading(page)).toHaveText("Profile");
});

test("Security opens and changes without JavaScript", async ({ visit, tenant }) => {
  const { identity } = await newMember(tenant);
  const page = await visit({ storageState: await signedIn(identity.id), javaScriptEnabled: false });
  await openSecurity(page);
  await button(page, "Make new codes").click();
  await expect(heading(page)).toHaveText("Save your new backup codes");
  await page.getByLabel("I have saved these codes").check();
  await button(page, "Continue").click();
  await expect(page.getByText("10 of 10 left")).toBeVisible();
});

test("A page of a mailed link opened in another browser says so and takes the link", async ({ visit }) => {
  const page = await visit();
  for (const path of ["address/abc123", "address/undo/abc123", "not-me/abc123"]) {
    await page.goto(`/${path}`);
    await expect(heading(page)).toHaveText("Open the link in this browser");
  }
});

for (const { width, scheme } of [
  { width: 1280, scheme: "light" },
  { width: 360, scheme: "dark" },
] as const)
  test(`The account's pages have no faults and no sideways scrolling at ${width} px, ${scheme}`, async ({
    visit,
    tenant,
  }) => {
    const { identity } = await newMember(tenant);
    const page = await visit({
      storageState: await signedIn(identity.id),
      viewport: { width, height: 800 },
      colorScheme: scheme,
    });
    await openSecurity(page);
    const paths = ["/account/security", "/account/profile", "/account/security/password"];
    for (const path of paths) {
      await page.goto(path);
      await expectSoundAsIs(page, path);
    }
    await page.goto("/account/security");
    await region(page, "Authenticator app")
      .getByRole("button", { name: /^Change/ })
      .click();
    await expect(heading(page)).toHaveText("Link a new app");
    await expectSoundAsIs(page, "authenticator");
  });
