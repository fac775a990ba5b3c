import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { anyEmail } from "@/lib/testing/factories";
import { codeOf, codeWithClockOff } from "./support/authenticator";
import {
  acceptOffer,
  comeIn,
  confirmApp,
  fault,
  giveCode,
  givePassword,
  heading,
  keepCodes,
  NEW_PASSWORD,
  readKey,
  signOut,
} from "./support/door";
import { invite } from "./support/invite";
import { tabTo, typeInto } from "./support/keyboard";
import { linkIn, mailbox } from "./support/mailbox";
import { expect, test } from "./support/test";

/** The administrator's part, at Settings > People. */
async function inviteInPanel(
  page: Page,
  slug: string,
  { email, name }: { email: string; name: string },
): Promise<void> {
  await page.goto(`/t/${slug}/settings/people`);
  await page.getByRole("link", { name: "Invite people" }).click();
  const panel = page.getByRole("dialog", { name: "Invite people" });
  await panel.getByLabel("E-mail address").fill(email);
  await panel.getByLabel("Name (optional)", { exact: true }).fill(name);
  await expect(panel.getByLabel("Member")).toBeChecked();
  await panel.getByLabel("Mail in").selectOption("en");
  await panel.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText(`Invitation sent to ${email}.`)).toBeVisible();
}

/** Opens the letter as the mailbox shows it and presses its button. */
async function pressInMail(page: Page, email: string, button: string): Promise<Page> {
  await page.goto(mailbox.pageOf(await mailbox.lastTo(email)));
  const link = page.frameLocator("iframe").getByRole("link", { name: button });
  const [opened] = await Promise.all([page.waitForEvent("popup"), link.click()]);
  await expect(heading(opened)).toBeVisible();
  return opened;
}

async function expectGates(page: Page, passed: number, status: string): Promise<void> {
  await page.reload();
  const head = page.getByRole("main");
  await expect(head.getByRole("img", { name: new RegExp(`^${passed} of 6 gates passed`) })).toBeVisible();
  await expect(head.getByText(status, { exact: true }).first()).toBeVisible();
}

test("S1 S3 S20 an administrator invites a person and sees each gate pass until the status is Active", async ({
  as,
  tenant,
  page,
}) => {
  const { page: admin } = await as("administrator", { name: "Sanne Bakker" });
  const email = anyEmail();
  await inviteInPanel(admin, tenant.slug, { email, name: "Anna de Vries" });
  await admin.getByRole("link", { name: "Anna de Vries" }).first().click();
  await expect(heading(admin)).toHaveText("Anna de Vries");

  const mail = await mailbox.lastTo(email);
  expect(mail.subject).toBe("Sanne Bakker invited you to Zorggroep Linde");
  expect(mail.text).toContain(`only for ${email}`);
  await expectGates(admin, 1, "Invited");

  await page.goto(linkIn(mail));
  await expect(heading(page)).toHaveText("Join Zorggroep Linde");
  await expect(page.getByText("Sanne Bakker invited you as Member")).toBeVisible();
  await expect(page.getByText(email, { exact: true })).toBeVisible();
  await expectGates(admin, 1, "Invited");

  const noted = page.waitForResponse((answer) => answer.request().method() === "POST");
  await page.getByLabel("Create a password").click();
  await noted;
  await expectGates(admin, 3, "Invited");

  await acceptOffer(page);
  await expectGates(admin, 4, "Started");

  await confirmApp(page);
  await expectGates(admin, 5, "Started");

  await keepCodes(page);
  await expect(heading(page)).toHaveText("You are in");
  await expect(page).toHaveURL(`/t/${tenant.slug}`);
  await expectGates(admin, 6, "Active");
});

test("T11 T12 R16 a code that is not taken says why, and the key on the screen stays the same", async ({
  tenant,
  page,
}) => {
  const { href } = await invite(tenant);
  await page.goto(href);
  await acceptOffer(page);
  const key = await readKey(page);
  const field = page.getByLabel("Enter your verification code");
  const confirm = page.getByRole("button", { name: "Confirm" });

  await field.fill("12 34");
  await confirm.click();
  await expect(fault(page)).toContainText("Enter the 6 digits your app shows.");

  await field.fill(await codeWithClockOff(key, 3));
  await confirm.click();
  await expect(fault(page)).toContainText("your phone's clock is about 3 minutes ahead");
  await expect(field).toHaveAttribute("aria-invalid", "true");

  await field.fill(await codeWithClockOff(key, -4));
  await confirm.click();
  await expect(fault(page)).toContainText("your phone's clock is about 4 minutes behind");

  expect(await readKey(page)).toBe(key);
  await page.reload();
  expect(await readKey(page)).toBe(key);
  await page.getByText("Code not accepted?").click();
  await expect(page.getByText("Set date and time on your phone to automatic")).toBeVisible();
  await expect(page.getByText("You may be using a code from an old one.")).toBeVisible();
  await confirmApp(page);
});

test("A new person is in with five clicks, two fields and four pages after the mail", async ({
  as,
  tenant,
  page,
}) => {
  const { page: admin } = await as("administrator");
  const email = anyEmail();
  await inviteInPanel(admin, tenant.slug, { email, name: "Anna de Vries" });
  const done = { clicks: 0, fields: 0 };
  const seen = new Set<string>();

  const guest = await pressInMail(page, email, "Accept invitation");
  done.clicks += 1;
  guest.on("framenavigated", (frame) => seen.add(new URL(frame.url()).pathname));
  const click = async (name: string) => {
    done.clicks += 1;
    await guest
      .getByRole("button", { name, exact: true })
      .or(guest.getByRole("link", { name, exact: true }))
      .click();
  };
  const fill = async (label: string, text: string) => {
    done.fields += 1;
    await guest.getByLabel(label).fill(text);
  };

  await expect(guest.getByLabel("Your name")).toHaveValue("Anna de Vries");
  await fill("Create a password", NEW_PASSWORD);
  await click("Create account and join");
  await expect(heading(guest)).toHaveText("Add your second step");
  await fill("Enter your verification code", await codeOf(await readKey(guest)));
  await click("Confirm");
  await expect(heading(guest)).toHaveText("Save your backup codes");
  const download = guest.waitForEvent("download");
  await click("Download");
  const sheet = await readFile(await (await download).path(), "utf8");
  expect(sheet.match(/^[A-Z0-9]{4}( [A-Z0-9]{4}){3}\r?$/gm)).toHaveLength(10);
  await expect(guest.getByLabel("I have saved these codes")).toBeChecked();
  await click("Continue");
  await expect(heading(guest)).toHaveText("You are in");

  expect(done).toEqual({ clicks: 5, fields: 2 });
  // The start page only leads on: nobody sees it.
  expect([...seen].filter((path) => path !== "/").slice(-3)).toEqual([
    "/welcome/second-step",
    "/welcome/backup-codes",
    `/t/${tenant.slug}`,
  ]);
  expect(seen.size).toBeLessThanOrEqual(5);
});

test("The same way in works without JavaScript, and so does signing out and in again", async ({
  visit,
  tenant,
}) => {
  const { href, email } = await invite(tenant);
  const page = await visit({ javaScriptEnabled: false });
  await page.goto(href);
  await page.getByLabel("Create a password").fill("short");
  await page.getByRole("button", { name: "Create account and join" }).click();
  await expect(fault(page)).toContainText("The password must be 12 characters or more.");
  await expect(page.getByLabel("Your name")).toHaveValue("Anna de Vries");
  await expect(page.getByLabel("Create a password")).toHaveValue("");

  await acceptOffer(page);
  const key = await confirmApp(page);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(fault(page)).toContainText("Tick the box when you have saved the codes.");
  await keepCodes(page);
  await expect(heading(page)).toHaveText("You are in");

  await signOut(page);
  await givePassword(page, email, "not the password at all");
  await expect(fault(page)).toContainText("The e-mail address and password do not match.");
  await expect(page.getByLabel("E-mail")).toHaveValue(email);
  await givePassword(page, email, NEW_PASSWORD);
  await giveCode(page, await codeOf(key));
  await expect(heading(page)).toHaveText("You are in");
});

test("The whole way in can be gone with the keyboard alone", async ({ tenant, page }) => {
  const { href } = await invite(tenant);
  await page.goto(href);
  await typeInto(page, page.getByLabel("Create a password"), "short");
  await page.keyboard.press("Enter");
  await expect(fault(page)).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Create a password")).toBeFocused();
  await page.keyboard.type(NEW_PASSWORD);
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Add your second step");
  await expect(heading(page)).toBeFocused();

  await typeInto(page, page.getByLabel("Enter your verification code"), await codeOf(await readKey(page)));
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Save your backup codes");
  await tabTo(page, page.getByLabel("I have saved these codes"));
  await page.keyboard.press("Space");
  await tabTo(page, page.getByRole("button", { name: "Continue" }));
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("You are in");

  await tabTo(page, page.getByRole("button", { name: "My account" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Sign out" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText("You are signed out.")).toBeVisible();
});

test("S16 R18 an invited person on a phone opens the app with one tap and needs no picture", async ({
  visit,
  tenant,
}) => {
  const { href } = await invite(tenant);
  const userAgent =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1";
  const page = await visit({ viewport: { width: 360, height: 640 }, userAgent, hasTouch: true });
  await page.goto(href);
  await expect(page.getByText("We never send you a password")).toBeVisible();
  await acceptOffer(page);
  const key = await readKey(page);
  const link = page.getByRole("link", { name: "Open authenticator app" });
  await expect(link).toHaveAttribute(
    "href",
    new RegExp(`^otpauth://totp/Portico:Zorggroep%20Linde.*secret=${key}&issuer=Portico`),
  );
  await expect(page.getByRole("img", { name: /^QR code/ })).toBeHidden();
  await confirmApp(page);
  await keepCodes(page);
  await expect(heading(page)).toHaveText("You are in");
});

test("S29 somebody invited in Dutch is led in Dutch, page by page", async ({ visit, tenant }) => {
  const { href } = await invite(tenant, { language: "nl" });
  const page = await visit();
  await page.goto(href);
  await expect(page.locator("html")).toHaveAttribute("lang", "nl");
  await expect(heading(page)).toHaveText("Ga aan de slag bij Zorggroep Linde");
  await page.getByRole("button", { name: "English" }).click();
  await expect(heading(page)).toHaveText("Join Zorggroep Linde");
  await comeIn(page);
});
