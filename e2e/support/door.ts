import { expect, type Page } from "@playwright/test";
import { PASSWORD } from "@/lib/testing/factories";
import { codeOf } from "./authenticator";

export const NEW_PASSWORD = "violet kettle marching north";

export const CODE_PAGE = "Enter the code from your app";

export const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

export const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });

/** What stands as the page's title on the screen. */
export const heading = (page: Page) => page.getByRole("heading", { level: 1 });

/** What a form says when it did not work. */
export const fault = (page: Page) => page.getByRole("main").getByRole("alert");

/** The invitation's one form. */
export async function acceptOffer(page: Page, password = NEW_PASSWORD): Promise<void> {
  await page.getByLabel("Create a password").fill(password);
  await button(page, "Create account and join").click();
  await expect(heading(page)).toHaveText("Add your second step");
}

/** The key as somebody reads it from the screen to type it into an app. */
export async function readKey(page: Page): Promise<string> {
  const groups = await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent();
  return (groups ?? "").replaceAll(" ", "");
}

export async function confirmApp(page: Page): Promise<string> {
  const key = await readKey(page);
  await page.getByLabel("Enter your verification code").fill(await codeOf(key));
  await button(page, "Confirm").click();
  await expect(heading(page)).toHaveText("Save your backup codes");
  return key;
}

export async function keepCodes(page: Page): Promise<void> {
  await page.getByLabel("I have saved these codes").check();
  await button(page, "Continue").click();
}

/** From the open invitation to inside; gives the key of the app. */
export async function comeIn(page: Page, password = NEW_PASSWORD): Promise<string> {
  await acceptOffer(page, password);
  const key = await confirmApp(page);
  await keepCodes(page);
  await expect(heading(page)).toHaveText("You are in");
  return key;
}

export async function givePassword(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await button(page, "Sign in").click();
}

export async function giveCode(page: Page, code: string): Promise<void> {
  await page.getByLabel("Verification code").fill(code);
  await button(page, "Continue").click();
}

/** Password, then code. */
export async function signIn(
  page: Page,
  { email, key }: { email: string; key: string | null },
  password = PASSWORD,
): Promise<void> {
  await page.goto("/sign-in");
  await givePassword(page, email, password);
  await expect(heading(page)).toHaveText(CODE_PAGE);
  await giveCode(page, await codeOf(key ?? ""));
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** At one's own name, from inside a company. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "My account" }).click();
  await button(page, "Sign out").click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
}

/** The security page, opened by the password; the code of the sign-in is still fresh. */
export async function openSecurity(page: Page): Promise<void> {
  await page.goto("/account/security");
  await page.getByLabel("Your password").fill(PASSWORD);
  await button(page, "Open").click();
  await expect(page.getByRole("heading", { name: "Passkeys" })).toBeVisible();
}
