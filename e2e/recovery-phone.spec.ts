import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { withSystem } from "@/lib/access/doors";
import type { BuiltInRole } from "@/lib/access/permissions";
import { newMember, newTenant, PASSWORD } from "@/lib/testing/factories";
import { anyNumber, givePhone } from "@/lib/testing/phones";
import { codeOf } from "./support/authenticator";
import { CODE_PAGE, fault, giveCode, givePassword, heading, openSecurity, readKey } from "./support/door";
import { mailbox } from "./support/mailbox";
import { expect, signedIn, test } from "./support/test";

const OTHER = "Use another sign-in method";
const ENTER = "Enter the code from the text";
const GIVE = "Add a recovery phone";

const change = (query: ReturnType<typeof sql>) => withSystem("housekeeping", (tx) => tx.execute(query));
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const follow = (page: Page, name: string) => page.getByRole("link", { name, exact: true }).click();

/** The code of the newest text to a number, as it stands on that phone. */
async function textTo(number: string, count = 1): Promise<{ code: string; text: string }> {
  const { text } = await mailbox.lastTo(`${number.slice(1)}@texts.example`, count);
  return { code: /^\d{6}/.exec(text)?.[0] ?? "", text: text.trim() };
}

async function member(policy: Record<string, unknown> = { preset: "traackr" }, role: BuiltInRole = "member") {
  const home = await newTenant({}, policy);
  const { identity } = await newMember(home, role);
  await change(
    sql`update tenants set contact = '{"email": "help@linde.test", "phone": "+31 20 123 45 67"}'::jsonb where id = ${home.id}`,
  );
  return { home, identity };
}

async function toOtherWays(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in");
  await givePassword(page, email);
  await expect(heading(page)).toHaveText(CODE_PAGE);
  await follow(page, "Can’t access your authenticator app?");
  await expect(heading(page)).toHaveText(OTHER);
}

const rowsOf = async (identityId: string) =>
  Number(
    (
      await change(
        sql`select count(*)::int as rows from messages where identity_id = ${identityId} and channel = 'text'`,
      )
    )[0]?.["rows"],
  );

async function linkNewApp(page: Page): Promise<string> {
  const key = await readKey(page);
  await page.getByLabel("Enter your verification code").fill(await codeOf(key));
  await press(page, "Confirm");
  return key;
}

test("R6 R7 R8 a lost phone: password, text to the saved number, and a new second step before anything else", async ({
  page,
  visit,
}) => {
  const { home, identity } = await member();
  const number = await givePhone(identity.id, anyNumber());
  const mask = `•• ${number.slice(-2)}`;
  await toOtherWays(page, identity.email);
  await follow(page, `Text to ${mask}`);
  await expect(page.getByLabel("Mobile number")).toHaveCount(0);
  expect(await page.content()).not.toContain(number.slice(3));
  expect(await rowsOf(identity.id)).toBe(0);
  await press(page, `Send text to ${mask}`);
  await expect(heading(page)).toHaveText(ENTER);
  await expect(page.getByText(`6 digits to ${mask}`)).toBeVisible();
  const first = await textTo(number);
  expect(first.text).toBe(
    `${first.code} is your code for Zorggroep Linde. It works for 10 minutes. Give it to nobody.`,
  );

  await press(page, "Continue");
  await expect(fault(page)).toContainText("Enter the 6 digits of the text message.");
  const wrong = first.code === "123456" ? "654321" : "123456";
  await page.getByLabel("Code from the text").fill(wrong);
  await press(page, "Continue");
  await expect(fault(page)).toContainText("That code does not match.");
  await expect(page.getByText("Use the code of the newest text.")).toBeVisible();

  await press(page, "Send a new code");
  await expect(page.getByText("A new text is on its way.")).toBeVisible();
  const second = await textTo(number, 2);
  await page.getByLabel("Code from the text").fill(`${second.code.slice(0, 3)} ${second.code.slice(3)}`);
  await press(page, "Continue");
  await expect(heading(page)).toHaveText("Set up your new phone");
  await expect(page.getByText("The code from the text was right.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Not now" })).toHaveCount(0);

  await page.goto(`/t/${home.slug}`);
  await expect(heading(page)).toHaveText("Sign in");
  await page.goto("/welcome/second-step");
  const key = await linkNewApp(page);
  await expect(heading(page)).toHaveText("You are in");
  expect((await mailbox.lastTo(identity.email, 2)).to).toBe(identity.email);

  const elsewhere = await visit();
  await elsewhere.goto("/sign-in");
  await givePassword(elsewhere, identity.email);
  await giveCode(elsewhere, await codeOf(identity.key ?? ""));
  await expect(fault(elsewhere)).toBeVisible();
  await giveCode(elsewhere, await codeOf(key));
  await expect(elsewhere).toHaveURL(`/t/${home.slug}`);
});

test("R7 a code works only in the browser that asked for it, and a fourth text in an hour is refused", async ({
  page,
  visit,
}) => {
  const { identity } = await member();
  const number = await givePhone(identity.id, anyNumber());
  const send = `Send text to •• ${number.slice(-2)}`;
  await toOtherWays(page, identity.email);
  await page.goto("/sign-in/text-code");
  await press(page, send);
  await expect(heading(page)).toHaveText(ENTER);
  const { code } = await textTo(number);
  const other = await visit();
  await toOtherWays(other, identity.email);
  await other.goto("/sign-in/text-code");
  await expect(other.getByLabel("Code from the text")).toHaveCount(0);
  await press(other, send);
  await expect(heading(other)).toHaveText(ENTER);
  await textTo(number, 2);
  await other.getByLabel("Code from the text").fill(code);
  await press(other, "Continue");
  await expect(fault(other)).toContainText("does not match");
  await press(other, "Send a new code");
  await textTo(number, 3);
  await press(other, "Send a new code");
  await expect(fault(other)).toContainText("Too many texts were asked for.");
});

test("R11 a number in a country that was blocked since: no text goes out, and it is said whom to ask", async ({
  page,
}) => {
  const { identity } = await member();
  await givePhone(identity.id, "+21620123456", "TN");
  await toOtherWays(page, identity.email);
  await expect(page.getByRole("link", { name: /^Text to/ })).toHaveCount(0);
  await expect(page.getByText("We cannot text numbers in Tunisia, so your recovery phone")).toBeVisible();
  await page.goto("/sign-in/text-code");
  await expect(heading(page)).toHaveText("A text cannot get you in");
  await expect(page.getByText("Your recovery phone is a number in Tunisia.")).toBeVisible();
  await expect(page.getByRole("link", { name: "help@linde.test" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
  expect(await rowsOf(identity.id)).toBe(0);
});

test("R9 no number saved: told that a text is impossible, with the company's e-mail address", async ({
  page,
}) => {
  const { identity } = await member();
  await toOtherWays(page, identity.email);
  await expect(
    page.getByText("You saved no recovery phone, so you cannot get back in by text"),
  ).toBeVisible();
  await expect(page.getByRole("link", { name: "help@linde.test" })).toBeVisible();
  await page.goto("/sign-in/text-code");
  await expect(heading(page)).toHaveText("A text cannot get you in");
});

test("R7 never for somebody with power over others", async ({ page }) => {
  const { identity } = await member({ preset: "traackr" }, "administrator");
  await givePhone(identity.id);
  await toOtherWays(page, identity.email);
  await expect(page.getByRole("link", { name: /^Text to/ })).toHaveCount(0);
  await page.goto("/sign-in/text-code");
  await expect(heading(page)).toHaveText(OTHER);
});

/** Somebody new, at the gate after the backup code. */
async function toGate(page: Page, policy: Record<string, unknown>) {
  const home = await newTenant({}, policy);
  const { identity } = await newMember(home, "member", { secondStep: false });
  await page.goto("/sign-in");
  await givePassword(page, identity.email);
  await linkNewApp(page);
  return { home, identity };
}

test("R4 R11 R12 the set-up offers a recovery phone, refuses a country we cannot text, and takes one we can", async ({
  page,
}) => {
  const { identity } = await toGate(page, { preset: "xpert" });
  await page.getByLabel("I have saved my backup code").check();
  await press(page, "Continue");
  await expect(heading(page)).toHaveText(GIVE);
  await expect(page.getByText("to avoid being locked out")).toBeVisible();
  await expect(page.getByText("A text is the weakest way back")).toBeVisible();
  await press(page, "Send code");
  await expect(fault(page)).toContainText("Enter your mobile number.");
  await page.getByLabel("Mobile number").fill("+216 20 123 456");
  await press(page, "Send code");
  await expect(fault(page)).toContainText("We cannot text numbers in Tunisia.");
  await expect(page.locator(".error-text")).toContainText("Save backup codes or add a second authenticator.");
  await expect(page.getByLabel("Mobile number")).toHaveValue("+216 20 123 456");
  expect(await rowsOf(identity.id)).toBe(0);
  await page.getByLabel("Mobile number").fill("020 1234567");
  await press(page, "Send code");
  await expect(fault(page)).toContainText("This is not a mobile number we know.");

  const number = anyNumber();
  await page.getByLabel("Mobile number").fill(number.replace("+31", "0"));
  await press(page, "Send code");
  await expect(heading(page)).toHaveText(ENTER);
  await expect(page.getByText(`the number that ends in ${number.slice(-2)}`)).toBeVisible();
  expect(await page.content()).not.toContain(number.slice(3));
  await follow(page, "Use another number");
  await expect(heading(page)).toHaveText(GIVE);
  await page.goBack();
  await page.getByLabel("Code from the text").fill((await textTo(number)).code);
  await press(page, "Save");
  await expect(heading(page)).toHaveText("You are in");
  await page.goto("/welcome/recovery-phone");
  await expect(heading(page)).toHaveText("You are in");
});

test("R4 nobody must give a number: Not now leads in, and the account page takes one later", async ({
  page,
}) => {
  await toGate(page, { preset: "traackr" });
  await expect(heading(page)).toHaveText(GIVE);
  await press(page, "Not now");
  await expect(heading(page)).toHaveText("You are in");
});

test("R4 R7 without JavaScript, in Dutch, on a narrow screen", async ({ visit }) => {
  const options = { javaScriptEnabled: false, locale: "nl-NL", viewport: { width: 360, height: 740 } };
  const page = await visit(options);
  const home = await newTenant({}, { preset: "traackr" });
  const { identity } = await newMember(home, "member", { secondStep: false });
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(identity.email);
  await page.getByLabel("Wachtwoord", { exact: true }).fill(PASSWORD);
  await press(page, "Inloggen");
  await page.getByLabel("Vul uw verificatiecode in").fill(await codeOf(await readKey(page)));
  await press(page, "Bevestigen");
  await expect(heading(page)).toHaveText("Voeg een reservetelefoon toe");
  await page.getByLabel("Mobiel nummer").fill("+84 912 345 678");
  await press(page, "Code sturen");
  await expect(fault(page)).toContainText("We kunnen geen sms sturen naar nummers in Vietnam.");
  const number = anyNumber();
  await page.getByLabel("Mobiel nummer").fill(number);
  await press(page, "Code sturen");
  await expect(heading(page)).toHaveText("Vul de code uit de sms in");
  await page.getByLabel("Code uit de sms").fill("12");
  await press(page, "Opslaan");
  await expect(fault(page)).toContainText("Vul de 6 cijfers uit de sms in.");
  await press(page, "Nieuwe code sturen");
  await page.getByLabel("Code uit de sms").fill((await textTo(number, 2)).code);
  await press(page, "Opslaan");
  await page.waitForURL(`**/t/${home.slug}`);

  const later = await visit(options);
  await later.goto("/sign-in");
  await later.getByLabel("E-mail").fill(identity.email);
  await later.getByLabel("Wachtwoord", { exact: true }).fill(PASSWORD);
  await press(later, "Inloggen");
  await follow(later, `Sms naar •• ${number.slice(-2)}`);
  await press(later, `Sms sturen naar •• ${number.slice(-2)}`);
  await expect(heading(later)).toHaveText("Vul de code uit de sms in");
  const { code, text } = await textTo(number, 3);
  expect(text).toContain("is uw code voor Zorggroep Linde.");
  await later.getByLabel("Code uit de sms").fill(code);
  await press(later, "Verder");
  await expect(heading(later)).toHaveText("Stel uw nieuwe telefoon in");
});

test("X12 another number from the account page: text, code, registered; and removed again", async ({
  visit,
}) => {
  const { identity } = await member();
  const old = await givePhone(identity.id, anyNumber());
  const page = await visit({ storageState: await signedIn(identity.id) });
  await openSecurity(page);
  const card = page.locator("#phone");
  await expect(card).toContainText(`Number that ends in ${old.slice(-2)}.`);
  await expect(page.getByText("a text message to the number that ends in")).toBeVisible();
  await card.getByRole("link", { name: /^Change/ }).click();
  await expect(heading(page)).toHaveText("Change your recovery phone");
  await expect(
    page.getByText(`ends in ${old.slice(-2)} counts until the new one is confirmed`),
  ).toBeVisible();
  const number = anyNumber();
  await page.getByLabel("New mobile number").fill(number);
  await press(page, "Send confirmation text");
  await expect(heading(page)).toHaveText(ENTER);
  await page.getByLabel("Code from the text").fill((await textTo(number)).code);
  await press(page, "Register");
  await expect(page.getByText("Your recovery phone is saved.")).toBeVisible();
  await expect(card).toContainText(`Number that ends in ${number.slice(-2)}.`);
  expect((await mailbox.lastTo(identity.email)).subject).toBe("Your recovery phone was changed");
  await card.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Your recovery phone is removed.")).toBeVisible();
  await expect(card).toContainText("No recovery phone.");
  expect((await mailbox.lastTo(identity.email, 2)).subject).toBe("Your recovery phone was removed");
});
