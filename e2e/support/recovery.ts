import { expect, type Page } from "@playwright/test";
import { button, heading } from "./door";
import { type Mail, mailbox } from "./mailbox";

/** Where the button of a letter about one's own account leads. */
export function ownLinkIn({ text }: Mail): string {
  const href = /https?:\/\/\S+\/l\/[\w-]{43}/.exec(text)?.[0];
  if (!href) throw new Error("no link in this mail");
  return href;
}

/** Asks for a new password by the page; the mail is the count-th to that address. */
export async function askForReset(page: Page, email: string, count = 1): Promise<string> {
  await page.goto("/forgot");
  await page.getByLabel("E-mail or user name").fill(email);
  await button(page, "Send link").click();
  await page.waitForURL("/forgot/sent");
  return ownLinkIn(await mailbox.lastTo(email, count));
}

export async function askForKey(page: Page, email: string, count = 1): Promise<string> {
  await page.goto("/request-key");
  await page.getByLabel("E-mail or user name").fill(email);
  await button(page, "Request Key").click();
  await page.waitForURL("/forgot/sent");
  return ownLinkIn(await mailbox.lastTo(email, count));
}

/** Opens the link and goes on from its page. */
export async function begin(page: Page, href: string): Promise<void> {
  await page.goto(href);
  await button(page, "Continue").click();
}

export async function choosePassword(page: Page, password: string, again = password): Promise<void> {
  await expect(heading(page)).toHaveText("Choose a new password");
  await page.getByLabel("New password", { exact: true }).fill(password);
  await page.getByLabel("The same password again").fill(again);
  await button(page, "Save password").click();
}
