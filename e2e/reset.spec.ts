import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { withSystem } from "@/lib/access/doors";
import { anyEmail, newMember, newTenant } from "@/lib/testing/factories";
import { codeOf, wrongCode } from "./support/authenticator";
import { faultsOf } from "./support/axe";
import {
  CODE_PAGE,
  confirmApp,
  fault,
  giveCode,
  givePassword,
  heading,
  keepCodes,
  NEW_PASSWORD,
  signIn,
} from "./support/door";
import { mailbox } from "./support/mailbox";
import { changed, rawForm, send } from "./support/raw-form";
import { askForKey, askForReset, begin, choosePassword } from "./support/recovery";
import { expect, signedIn, test } from "./support/test";

const PASSWORD_PAGE = "Choose a new password";

test("T3 T13 T16 T17 H18 H19 a forgotten password: mail, code, new password, and in with both", async ({
  tenant,
  page,
  visit,
}) => {
  const { identity } = await newMember(tenant);
  const elsewhere = await visit({ storageState: await signedIn(identity.id) });
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(heading(page)).toHaveText("Forgot your password?");
  const href = await askForReset(page, identity.email);
  await expect(heading(page)).toHaveText("Look in your mailbox");
  await expect(page.getByRole("main")).toContainText(identity.email);

  for (let opened = 0; opened < 20; opened += 1) await fetch(href, { redirect: "manual" });
  await page.goto(href);
  await expect(heading(page)).toHaveText(PASSWORD_PAGE);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(heading(page)).toHaveText(CODE_PAGE);
  await page.goto("/reset/password");
  await expect(page).toHaveURL("/reset/code");
  await giveCode(page, await codeOf(identity.key ?? ""));

  await expect(page.getByRole("main")).toContainText(identity.email);
  await choosePassword(page, NEW_PASSWORD, `${NEW_PASSWORD}!`);
  await expect(fault(page)).toContainText("The two passwords are not the same.");
  await choosePassword(page, NEW_PASSWORD);
  await expect(page.getByText("Your password has been reset.")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(identity.email);
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain("__Host-session");
  await elsewhere.goto(`/t/${tenant.slug}`);
  await expect(heading(elsewhere)).toHaveText("Sign in");

  await givePassword(page, identity.email, NEW_PASSWORD);
  await expect(heading(page)).toHaveText(CODE_PAGE);
  await giveCode(page, await codeOf(identity.key ?? ""));
  await expect(heading(page)).toHaveText("You are in");
  await page.goto(href);
  await expect(heading(page)).toHaveText("This link was used already");
});

test("T5 S17 S18 known and unknown names get the same answer; the mail to an unknown one explains it", async ({
  tenant,
  page,
}) => {
  const { identity } = await newMember(tenant);
  const unknown = anyEmail();
  const said: string[] = [];
  for (const name of [identity.email, unknown, "piet"]) {
    await page.context().clearCookies();
    await page.goto("/forgot");
    await page.getByLabel("E-mail or user name").fill(name);
    await page.getByRole("button", { name: "Send link" }).click();
    await page.waitForURL("/forgot/sent");
    said.push(((await page.getByRole("main").textContent()) ?? "").replaceAll(name, "…"));
  }
  expect(new Set(said).size).toBe(1);
  expect(said[0]).toContain("Look in the folder for spam or junk. The sender is portico@portico.example.");
  expect((await mailbox.lastTo(unknown)).text).toContain("you are not registered yet");
  expect((await mailbox.lastTo(identity.email)).subject).toBe(PASSWORD_PAGE);
});

test("T23 without a mail the page helps on: the spam folder, another mailbox, the administrator, in both languages", async ({
  page,
  visit,
}) => {
  const help = async (at: Page, name: string, send: string) => {
    await at.goto("/forgot");
    await at.getByRole("textbox").first().fill(name);
    await at.getByRole("button", { name: send }).click();
    await at.waitForURL("/forgot/sent");
    return at.getByRole("main");
  };
  const english = await help(page, anyEmail(), "Send link");
  await expect(english).toContainText("Look in the folder for spam or junk.");
  await expect(english).toContainText("it may be a shared one of your company");
  await expect(english).toContainText("Ask your administrator for an invitation");
  const dutch = await help(await visit({ locale: "nl-NL" }), anyEmail(), "Link sturen");
  await expect(dutch).toContainText("spam");
  await expect(dutch).toContainText("beheerder");
});

test("T14 T11 T12 a wrong code stays on step 1 with its hints; five of them use the link up", async ({
  tenant,
  page,
}) => {
  const { identity } = await newMember(tenant);
  await begin(page, await askForReset(page, identity.email));
  for (let tries = 0; tries < 5; tries += 1) {
    const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
    await giveCode(page, await wrongCode(identity.key ?? ""));
    await answered;
    await expect(page.getByLabel("Verification code")).toHaveValue("");
    await expect(page.locator(".error-text")).toContainText("enter the one your app shows now");
    await expect(page.locator(".error-text")).toContainText("must be set to automatic");
  }
  await giveCode(page, await codeOf(identity.key ?? ""));
  await expect(fault(page)).toContainText("this link is used up. Ask for a new one");
  await page.goto("/reset/password");
  await expect(page).toHaveURL("/reset/code");
});

test("T13 the form of the password, posted before the code, changes nothing", async ({
  tenant,
  page,
  visit,
}) => {
  const { identity } = await newMember(tenant, "member", { secondStep: false });
  await begin(page, await askForReset(page, identity.email));
  await expect(heading(page)).toHaveText(PASSWORD_PAGE);
  const form = changed(await rawForm(page, "Save password"), {
    password: "other words go south",
    again: "other words go south",
  });

  const victim = (await newMember(tenant)).identity;
  const other = await visit();
  await begin(other, await askForReset(other, victim.email));
  await expect(heading(other)).toHaveText(CODE_PAGE);
  await send(other, form);
  await signIn(await visit(), victim);
});

test("T20 dead links say why, and a new one is a click away; another browser takes the pasted link", async ({
  tenant,
  page,
  visit,
}) => {
  const { identity } = await newMember(tenant);
  const first = await askForReset(page, identity.email);
  const second = await askForReset(page, identity.email, 2);
  await page.goto(first);
  await expect(heading(page)).toHaveText("This link does not work any more");
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update tokens set expires_at = clock_timestamp() where subject_id = ${identity.id}`),
  );
  await page.goto(second);
  await expect(heading(page)).toHaveText("This link has expired");
  const clean = page.url();
  await page.getByRole("button", { name: "Send a new link" }).click();
  await page.waitForURL("/forgot/sent");
  const third = await mailbox.lastTo(identity.email, 3);

  const other = await visit();
  await other.goto(clean);
  await expect(heading(other)).toHaveText("Open the link in this browser");
  await other.getByLabel("Link from the mail").fill(third.text);
  await other.getByRole("button", { name: "Open the link" }).click();
  await other.getByRole("button", { name: "Continue" }).click();
  await expect(heading(other)).toHaveText(CODE_PAGE);
  await other.goBack();
  await other.reload();
  await expect(heading(other)).toHaveText("You have begun already");
});

test("T4 T19 both mails, in either order; the key asks for the password and a second proof", async ({
  page,
}) => {
  const track = await newTenant({}, { preset: "track", capitals: 0, digits: 0 });
  const { identity } = await newMember(track);
  await askForReset(page, identity.email);
  const key = await askForKey(page, identity.email, 2);
  await expect(heading(page)).toHaveText("There are two new emails in your inbox");
  await page.goto(key);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(heading(page)).toHaveText("Confirm that it is you");
  await page.getByLabel("Your password").fill("correct horse battery staple");
  await page.getByLabel("Code from your present app").fill(await codeOf(identity.key ?? ""));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(heading(page)).toHaveText("Add your second step");
});

test("T18 a link before there is a key explains it, and leads through sign-in to the set-up", async ({
  page,
}) => {
  const track = await newTenant({}, { preset: "track" });
  const { identity } = await newMember(track, "member", { secondStep: false });
  await page.goto(await askForReset(page, identity.email));
  await expect(page.getByRole("main")).toContainText("you have no key for it yet");
  await expect(page.getByRole("link", { name: "Request Key" })).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();
  await choosePassword(page, "violet kettle");
  await expect(fault(page)).toBeVisible();
  const password = "Violet Kettle marching 42";
  await choosePassword(page, password);
  await givePassword(page, identity.email, password);
  await confirmApp(page);
  await keepCodes(page);
  await expect(heading(page)).toHaveText("You are in");
});

test.describe("without JavaScript, in Dutch, on a phone", () => {
  test.use({
    javaScriptEnabled: false,
    locale: "nl-NL",
    viewport: { width: 360, height: 700 },
    colorScheme: "dark",
  });

  test("a forgotten password is replaced all the same", async ({ tenant, page }) => {
    const { identity } = await newMember(tenant);
    await page.goto("/forgot");
    await page.getByLabel("E-mail of gebruikersnaam").fill(identity.email);
    await page.getByRole("button", { name: "Link sturen" }).click();
    await expect(heading(page)).toHaveText("Kijk in uw mailbox");
    const text = (await mailbox.lastTo(identity.email)).text;
    await page.goto(/https?:\/\/\S+\/l\/[\w-]{43}/.exec(text)?.[0] ?? "");
    await page.getByRole("button", { name: "Verder" }).click();
    await page.getByLabel("Verificatiecode").fill(await codeOf(identity.key ?? ""));
    await page.getByRole("button", { name: "Verder" }).click();
    await page.getByLabel("Nieuw wachtwoord", { exact: true }).fill(NEW_PASSWORD);
    await page.getByLabel("Nog een keer hetzelfde wachtwoord").fill(NEW_PASSWORD);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.getByRole("button", { name: "Wachtwoord opslaan" }).click();
    await expect(page.getByText("Uw wachtwoord is gewijzigd.")).toBeVisible();
  });
});

test("axe finds nothing serious on the way to a new password or a new key", async ({ page }) => {
  const { identity } = await newMember(await newTenant({}, { preset: "track" }));
  const reset = await askForReset(page, identity.email);
  expect(await faultsOf(page)).toEqual([]);
  const key = await askForKey(page, identity.email, 2);
  for (const path of ["/forgot", "/request-key", reset]) {
    await page.goto(path);
    expect(await faultsOf(page)).toEqual([]);
  }
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(heading(page)).toHaveText(CODE_PAGE);
  expect(await faultsOf(page)).toEqual([]);
  await giveCode(page, await codeOf(identity.key ?? ""));
  await expect(heading(page)).toHaveText(PASSWORD_PAGE);
  expect(await faultsOf(page)).toEqual([]);
  await begin(page, key);
  await expect(heading(page)).toHaveText("Confirm that it is you");
  expect(await faultsOf(page)).toEqual([]);
});
