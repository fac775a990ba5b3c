import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { withSystem } from "@/lib/access/doors";
import { AnswersDraft, pairsOf } from "@/lib/questions/answers-draft";
import { DRAFT, setAnswersOf, TYPED } from "@/lib/testing/answers";
import { newMember, newTenant, PASSWORD } from "@/lib/testing/factories";
import { codeOf } from "./support/authenticator";
import { button, fault, giveCode, heading, NEW_PASSWORD, signIn } from "./support/door";
import { mailbox } from "./support/mailbox";
import { changed, rawForm, send } from "./support/raw-form";
import { askForReset, begin, choosePassword, ownLinkIn } from "./support/recovery";
import { expect, signedIn, test } from "./support/test";

const GATE = "Choose your security questions";
const ASKED = "Answer your security questions";
const CONTACT = "help@hometrak.example";

const question = (page: Page, n: number) => page.getByLabel(`Question ${n}`, { exact: true });
const answer = (page: Page, n: number) => page.getByLabel(`Answer to question ${n}`);

async function hometrak() {
  const tenant = await newTenant({ name: "HomeTrak Zorg" }, { preset: "hometrak" });
  const contact = JSON.stringify({ email: CONTACT });
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update tenants set contact = ${contact}::jsonb where id = ${tenant.id}`),
  );
  return tenant;
}

const newPerson = async (options: { secondStep?: boolean } = {}) => {
  const tenant = await hometrak();
  return { tenant, ...(await newMember(tenant, "member", options)) };
};

async function fill(page: Page): Promise<void> {
  for (const n of [1, 2, 3] as const) {
    await question(page, n).selectOption(DRAFT[`question${n}`]);
    await answer(page, n).fill(DRAFT[`answer${n}`]);
  }
}

async function giveAnswers(page: Page, typed: Record<string, string> = TYPED): Promise<void> {
  for (const [name, text] of Object.entries(typed)) await page.locator(`input[name=${name}]`).fill(text);
  await button(page, "Continue").click();
}

test("H19 H20 H21 the first sign-in asks for three questions before anything else", async ({
  page,
  visit,
}) => {
  const { tenant, identity } = await newPerson();
  await signIn(page, identity);
  await expect(heading(page)).toHaveText(GATE);
  const main = page.getByRole("main");
  await expect(main).toContainText("These will be used to verify your identity.");
  await expect(main).toContainText("HomeTrak Zorg asks for them.");
  await expect(button(page, "Save")).toBeVisible();
  await expect(button(page, "Cancel")).toBeVisible();

  await button(page, "Save").click();
  await expect(fault(page)).toContainText("Choose a question.");
  await expect(fault(page)).toContainText("Enter an answer.");
  await fill(page);
  await expect(question(page, 2).locator(`option[value=${DRAFT.question1}]`)).toHaveCount(0);
  await expect(question(page, 2).locator("option")).toHaveCount(11);
  await answer(page, 3).fill("abc");
  await button(page, "Save").click();
  await expect(fault(page)).toContainText("Others guess this at once.");
  await expect(question(page, 1)).toHaveValue(DRAFT.question1);
  await expect(answer(page, 1)).toHaveValue(DRAFT.answer1);

  await page.goto(`/t/${tenant.slug}`);
  await expect(heading(page)).toHaveText("Sign in");
  await page.goto("/welcome/questions");
  await fill(page);
  await button(page, "Save").click();
  await expect(heading(page)).toHaveText("You are in");
  await page.goBack();
  await page.goto("/welcome/questions");
  await expect(page).toHaveURL(new RegExp(`/t/${tenant.slug}`));

  const again = await visit();
  await signIn(again, identity);
  await expect(heading(again)).toHaveText("You are in");
  expect((await mailbox.lastTo(identity.email)).subject).toBe("Your security questions were changed");
});

test("H23 neither Cancel nor a closed browser skips the questions", async ({ page, visit }) => {
  test.slow();
  const { identity } = await newPerson();
  await signIn(page, identity);
  await expect(heading(page)).toHaveText(GATE);
  await button(page, "Cancel").click();
  await expect(heading(page)).toHaveText("Sign in");
  await expect(page.getByRole("main")).toContainText("They are asked again when you sign in.");
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain("__Host-session");
  await page.goto("/welcome/questions");
  await expect(page).toHaveURL("/sign-in");
  const elsewhere = await visit();
  await signIn(elsewhere, identity);
  await expect(heading(elsewhere)).toHaveText(GATE);
});

test("H22 a reset asks all three answers, after the mailed link and the code", async ({ page }) => {
  const { identity } = await newPerson();
  await setAnswersOf(identity.id);
  await page.goto("/reset/questions");
  await expect(page).toHaveURL("/forgot");
  await begin(page, await askForReset(page, identity.email));
  await expect(heading(page)).toHaveText("Enter the code from your app");
  await page.goto("/reset/questions");
  await expect(page).toHaveURL("/reset/code");
  await giveCode(page, await codeOf(identity.key ?? ""));
  await expect(heading(page)).toHaveText(ASKED);
  await expect(page.getByText("Which dish did you refuse to eat as a child?")).toBeVisible();
  await expect(page.getByText(CONTACT)).toBeVisible();
  await page.goto("/reset/password");
  await expect(page).toHaveURL("/reset/questions");

  await giveAnswers(page, { ...TYPED, answer3: "Witlof" });
  await expect(fault(page)).toContainText("These answers do not all match. Check all three");
  await expect(page.locator(".field.is-error")).toHaveCount(0);
  await giveAnswers(page, { answer1: " ZWAAN tje", answer2: "spruitjes-met-spek", answer3: "sao tome" });
  await choosePassword(page, NEW_PASSWORD);
  await expect(page.getByText("Your password has been reset.")).toBeVisible();
});

test("H22 the third wrong try ends the link and says whom to ask; nothing goes on from there", async ({
  page,
}) => {
  const { identity } = await newPerson({ secondStep: false });
  await setAnswersOf(identity.id);
  const href = await askForReset(page, identity.email);
  await begin(page, href);
  await expect(heading(page)).toHaveText(ASKED);
  const form = await rawForm(page, "Continue");
  for (let tries = 0; tries < 3; tries += 1) {
    const answered = page.waitForResponse((one) => one.request().method() === "POST");
    await giveAnswers(page, { ...TYPED, answer2: "Witlof" });
    await answered;
    if (tries < 2) await expect(fault(page)).toContainText("do not all match");
  }
  await expect(heading(page)).toHaveText("This link does not work any more");
  await expect(page.getByText(CONTACT)).toBeVisible();
  await send(page, changed(form, TYPED));
  for (const path of ["/reset/questions", "/reset/password", "/reset/code"]) {
    await page.goto(path);
    await expect(page).toHaveURL("/reset/over");
  }
  await page.getByRole("link", { name: "Ask for a new link" }).click();
  await expect(heading(page)).toHaveText("Forgot your password?");
  await signInStill(page, identity.email);
});

/** The password is the one it was. */
async function signInStill(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await button(page, "Sign in").click();
  await expect(heading(page)).toHaveText("Add your second step");
}

test("H22 the form of the answers, posted from another browser or into another's recovery, opens nothing", async ({
  page,
  visit,
}) => {
  const [anna, ben] = [await newPerson({ secondStep: false }), await newPerson()];
  await setAnswersOf(anna.identity.id);
  await setAnswersOf(ben.identity.id);
  await begin(page, await askForReset(page, anna.identity.email));
  await expect(heading(page)).toHaveText(ASKED);
  const form = changed(await rawForm(page, "Continue"), TYPED);
  const nobody = await visit();
  await nobody.goto("/sign-in");
  await send(nobody, form);
  await nobody.goto("/reset/password");
  await expect(nobody).toHaveURL("/forgot");
  const other = await visit();
  await begin(other, await askForReset(other, ben.identity.email));
  await expect(heading(other)).toHaveText("Enter the code from your app");
  await send(other, form);
  await other.goto("/reset/password");
  await expect(other).toHaveURL("/reset/code");
});

test("H21 the questions are changed on the security page; where nobody asks there is no such page", async ({
  visit,
}) => {
  const { identity } = await newPerson();
  await setAnswersOf(identity.id);
  const page = await visit({ storageState: await signedIn(identity.id) });
  await page.goto("/account/security");
  await page.getByLabel("Your password").fill(PASSWORD);
  await button(page, "Open").click();
  await page.getByRole("link", { name: "Change questions" }).click();
  await expect(heading(page)).toHaveText("Change your security questions");
  await expect(question(page, 1)).toHaveValue("friend");
  await expect(answer(page, 1)).toHaveValue("");
  await fill(page);
  await answer(page, 1).fill("Jopie Slim");
  await button(page, "Save questions").click();
  await expect(page.getByText("Your security questions are saved.")).toBeVisible();

  const plain = await newMember(await newTenant());
  const other = await visit({ storageState: await signedIn(plain.identity.id) });
  await other.goto("/account/security");
  await other.getByLabel("Your password").fill(PASSWORD);
  await button(other, "Open").click();
  await expect(heading(other)).toHaveText("Security");
  await expect(other.getByText("Security questions")).toHaveCount(0);
  expect((await other.goto("/account/security/questions"))?.status()).toBe(404);
});

test.describe("without JavaScript, in Dutch, at 360 px", () => {
  test.use({
    javaScriptEnabled: false,
    locale: "nl-NL",
    viewport: { width: 360, height: 740 },
    colorScheme: "dark",
  });

  const narrow = async (page: Page) =>
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

  async function fillIn(page: Page, pairs: readonly { question: string; answer: string }[]): Promise<void> {
    for (const [index, pair] of pairs.entries()) {
      await page.getByLabel(`Vraag ${index + 1}`, { exact: true }).selectOption(pair.question);
      await page.getByLabel(`Antwoord op vraag ${index + 1}`).fill(pair.answer);
    }
    await button(page, "Opslaan").click();
  }

  async function mailedLink(page: Page, email: string): Promise<string> {
    await page.goto("/forgot");
    await page.getByLabel("E-mail of gebruikersnaam").fill(email);
    await button(page, "Link sturen").click();
    await expect(heading(page)).toHaveText("Kijk in uw mailbox");
    await expect.poll(async () => (await mailbox.lastTo(email)).subject).toBe("Choose a new password");
    return ownLinkIn(await mailbox.lastTo(email));
  }

  async function giveOwnCode(page: Page, key: string | null): Promise<void> {
    await page.getByLabel("Verificatiecode").fill(await codeOf(key ?? ""));
    await button(page, "Verder").click();
  }

  test("H20 H21 H22 the questions are set, and asked at a reset", async ({ page }) => {
    test.slow();
    const { identity } = await newPerson();
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(identity.email);
    await page.getByLabel("Wachtwoord", { exact: true }).fill(PASSWORD);
    await button(page, "Inloggen").click();
    await giveOwnCode(page, identity.key);
    await expect(heading(page)).toHaveText("Kies uw beveiligingsvragen");
    await narrow(page);
    await fillIn(
      page,
      [1, 2, 3].map(() => ({ question: "book", answer: "Kruimeltje" })),
    );
    await expect(fault(page)).toContainText("Deze vraag hebt u hierboven al gekozen.");
    await expect(fault(page)).toContainText("Dit antwoord hebt u hierboven al gegeven.");
    await narrow(page);
    await fillIn(page, pairsOf(AnswersDraft.parse(DRAFT)));
    await expect(page).toHaveURL(/\/t\//);

    await page.context().clearCookies();
    await page.goto(await mailedLink(page, identity.email));
    await button(page, "Verder").click();
    await giveOwnCode(page, identity.key);
    await expect(heading(page)).toHaveText("Beantwoord uw beveiligingsvragen");
    await narrow(page);
    for (const [name, typed] of Object.entries(TYPED)) await page.locator(`input[name=${name}]`).fill(typed);
    await button(page, "Verder").click();
    await expect(heading(page)).toHaveText("Kies een nieuw wachtwoord");
  });
});
