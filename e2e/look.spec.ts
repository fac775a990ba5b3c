import type { BrowserContextOptions, Page } from "@playwright/test";
import { DRAFT, setAnswersOf, TYPED } from "@/lib/testing/answers";
import { anyEmail, newMember, newPerson, newTenant, PASSWORD, type Tenant } from "@/lib/testing/factories";
import { anyNumber, givePhone } from "@/lib/testing/phones";
import { codeOf } from "./support/authenticator";
import { faultsOf } from "./support/axe";
import { readKey } from "./support/door";
import { expire, invite, moveTo, resend, withdraw } from "./support/invite";
import { expectSound, LOOKS, type Look, WIDE, wear } from "./support/looks";
import { mailbox } from "./support/mailbox";
import { ownLinkIn } from "./support/recovery";
import { expect, signedIn, test } from "./support/test";

type Visit = (options?: BrowserContextOptions) => Promise<Page>;

/** A browser that has chosen its look before. */
async function visitIn(visit: Visit, look: Look, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await visit({ viewport: WIDE, reducedMotion: "reduce", ...options });
  await wear(page, look);
  return page;
}

/** Everything a page must hold in every look. */
async function inspect(page: Page, { language, theme }: Look): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", language);
  await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
  await expect(page.getByRole("heading", { level: 1, includeHidden: true })).toHaveCount(1);
  await expectSound(page, theme);
}

async function inspectAll(page: Page, look: Look, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(path);
    await inspect(page, look);
  }
}

const press = (page: Page) => page.locator("main form button[type=submit]").first().click();

/** Through the door from the mail, looking at every page on the way, with its mistakes. */
async function inspectWayIn(page: Page, look: Look, tenant: Tenant): Promise<void> {
  const { href } = await invite(tenant);
  await page.goto(href);
  await inspect(page, look);
  await page
    .locator("details")
    .first()
    .evaluate((details: HTMLDetailsElement) => {
      details.open = true;
    });
  await press(page);
  await expect(page.locator(".error-summary")).toBeVisible();
  await inspect(page, look);
  await page.locator("input[name=password]").fill("violet kettle marching north");
  await press(page);
  await page.waitForURL("**/welcome/second-step");
  await inspect(page, look);
  await page.locator("input[name=code]").fill("1");
  await press(page);
  await expect(page.locator(".error-summary")).toBeVisible();
  await inspect(page, look);
  await page.locator("input[name=code]").fill(await codeOf(await readKey(page)));
  await press(page);
  await page.waitForURL("**/welcome/backup-codes");
  await inspect(page, look);
  await page.locator("input[name=kept]").check();
  await press(page);
  await page.waitForURL(`**/t/${tenant.slug}`);
  await inspect(page, look);
  await page.getByRole("button", { name: /My account|Mijn account/ }).click();
  expect.soft(await faultsOf(page), "the menu at one's own name").toEqual([]);
}

async function inspectSignIn(page: Page, look: Look, tenant: Tenant): Promise<void> {
  const { identity } = await newMember(tenant);
  await page.goto("/sign-in?out=here");
  await inspect(page, look);
  await page.locator("input[name=email]").fill(identity.email);
  await page.locator("input[name=password]").fill("wrong");
  await press(page);
  await expect(page.locator(".error-summary")).toBeVisible();
  await inspect(page, look);
  await page.locator("input[name=password]").fill(PASSWORD);
  await press(page);
  await page.waitForURL("**/sign-in/code");
  await inspect(page, look);
  await page.locator("input[name=code]").fill("000000");
  await press(page);
  await expect(page.locator(".error-summary")).toBeVisible();
  await inspect(page, look);
}

const giveCode = async (page: Page, key: string | null) => {
  await page.locator("input[name=code]").fill(await codeOf(key ?? ""));
  await press(page);
};

/** From the first sign-in that asks for the questions to the page where they are changed. */
async function inspectQuestions(page: Page, look: Look): Promise<void> {
  const { identity } = await newMember(await newTenant({}, { preset: "hometrak" }));
  await page.goto("/sign-in");
  await page.locator("input[name=email]").fill(identity.email);
  await page.locator("input[name=password]").fill(PASSWORD);
  await press(page);
  await page.waitForURL("**/sign-in/code");
  await giveCode(page, identity.key);
  await page.waitForURL("**/welcome/questions");
  await inspect(page, look);
  await press(page);
  await expect(page.locator(".error-summary")).toBeVisible();
  await inspect(page, look);
  for (const [name, value] of Object.entries(DRAFT))
    if (name.startsWith("question")) await page.locator(`select[name=${name}]`).selectOption(value);
    else await page.locator(`input[name=${name}]`).fill(value);
  await press(page);
  await page.waitForURL("**/t/**");
  await page.goto("/account/security");
  await page.locator("input[name=password]").fill(PASSWORD);
  await press(page);
  await expect(page.locator("#questions")).toBeVisible();
  await inspect(page, look);
  await inspectAll(page, look, ["/account/security/questions"]);
}

/** The same questions at a reset, up to the end of its link. */
async function inspectAnswers(page: Page, look: Look): Promise<void> {
  const { identity } = await newMember(await newTenant({}, { preset: "hometrak" }), "member", {
    secondStep: false,
  });
  await setAnswersOf(identity.id);
  await page.goto("/forgot");
  await page.locator("input[name=name]").fill(identity.email);
  await press(page);
  await page.waitForURL("**/forgot/sent");
  await page.goto(ownLinkIn(await mailbox.lastTo(identity.email)));
  await inspect(page, look);
  await press(page);
  await page.waitForURL("**/reset/questions");
  await inspect(page, look);
  for (let tries = 0; tries < 3; tries += 1) {
    for (const name of Object.keys(TYPED)) await page.locator(`input[name=${name}]`).fill(`wrong ${tries}`);
    await press(page);
    // What the server gives back; while it compares, the form takes no other try.
    if (tries < 2)
      await expect(page.locator("input[name=answer1]")).toHaveAttribute("value", `wrong ${tries}`);
    if (tries === 0) await inspect(page, look);
  }
  await page.waitForURL("**/reset/over");
  await inspect(page, look);
}

/** The recovery phone: given at the end of a set-up, changed, and used when the app is lost. */
async function inspectPhone(page: Page, look: Look): Promise<void> {
  const { identity } = await newMember(await newTenant({}, { preset: "traackr" }), "member", {
    secondStep: false,
  });
  await page.goto("/sign-in");
  await page.locator("input[name=email]").fill(identity.email);
  await page.locator("input[name=password]").fill(PASSWORD);
  await press(page);
  await page.waitForURL("**/welcome/second-step");
  await giveCode(page, await readKey(page));
  await page.waitForURL("**/welcome/recovery-phone");
  await inspect(page, look);
  await page.locator("input[name=number]").fill("+216 20 123 456");
  await press(page);
  await expect(page.locator(".error-summary")).toBeVisible();
  await inspect(page, look);
  const number = anyNumber();
  await page.locator("input[name=number]").fill(number);
  await press(page);
  await expect(page.locator("input[name=code]")).toBeVisible();
  await inspect(page, look);
  const { text } = await mailbox.lastTo(`${number.slice(1)}@texts.example`);
  await page.locator("input[name=code]").fill(text.slice(0, 6));
  await press(page);
  await page.waitForURL("**/t/**");
  await page.goto("/account/security");
  await page.locator("input[name=password]").fill(PASSWORD);
  await press(page);
  await expect(page.locator("#phone")).toBeVisible();
  await inspectAll(page, look, ["/account/security", "/account/security/phone"]);
}

async function inspectText(page: Page, look: Look): Promise<void> {
  const { identity } = await newMember(await newTenant({}, { preset: "traackr" }));
  await page.goto("/sign-in");
  await page.locator("input[name=email]").fill(identity.email);
  await page.locator("input[name=password]").fill(PASSWORD);
  await press(page);
  await page.waitForURL("**/sign-in/code");
  await inspectAll(page, look, ["/sign-in/other-ways", "/sign-in/text-code"]);
  await givePhone(identity.id);
  await inspectAll(page, look, ["/sign-in/other-ways", "/sign-in/text-code"]);
  await press(page);
  await expect(page.locator("input[name=code]")).toBeVisible();
  await inspect(page, look);
}

async function deadLinks(tenant: Tenant): Promise<string[]> {
  const [expired, withdrawn, replaced, moved] = await Promise.all([
    invite(tenant),
    invite(tenant),
    invite(tenant),
    invite(tenant),
  ]);
  await Promise.all([expire(expired), withdraw(withdrawn), resend(replaced), moveTo(moved, anyEmail())]);
  return [expired, withdrawn, replaced, moved].map(({ href }) => href);
}

for (const look of LOOKS) {
  const name = `in ${look.language}, ${look.theme}`;

  test(`The pages before the door can be used by everybody, ${name}`, async ({ visit }) => {
    const page = await visitIn(visit, look);
    await inspectAll(page, look, [
      "/help",
      "/privacy",
      "/no/such/page",
      "/invitation/unknown",
      "/invitation/abcdefghjk",
    ]);
  });

  test(`The way in from the mail can be used by everybody, ${name}`, async ({ visit, tenant }) => {
    test.slow();
    await inspectWayIn(await visitIn(visit, look), look, tenant);
  });

  test(`Signing in can be used by everybody, ${name}`, async ({ visit, tenant }) => {
    await inspectSignIn(await visitIn(visit, look), look, tenant);
  });

  test(`The security questions can be used by everybody, ${name}`, async ({ visit }) => {
    // Not the hashes of the answers take long (a tenth of a second), but axe on four pages.
    test.slow();
    await inspectQuestions(await visitIn(visit, look), look);
  });

  test(`The answers at a reset can be used by everybody, ${name}`, async ({ visit }) => {
    test.slow();
    await inspectAnswers(await visitIn(visit, look), look);
  });

  test(`The recovery phone can be used by everybody, ${name}`, async ({ visit }) => {
    test.slow();
    await inspectPhone(await visitIn(visit, look), look);
    await inspectText(await visitIn(visit, look), look);
  });

  test(`Every dead link can be read by everybody, ${name}`, async ({ visit, tenant }) => {
    await inspectAll(await visitIn(visit, look), look, await deadLinks(tenant));
  });

  test(`The choice of companies and the invitations behind it can be used by everybody, ${name}`, async ({
    visit,
    tenant,
  }) => {
    const { identity } = await newMember(tenant, "member");
    const [second, wrong] = [
      await invite(await newTenant({ name: "Bakkerij Zon" }), { email: identity.email }),
      await invite(tenant),
    ];
    const page = await visitIn(visit, look, { storageState: await signedIn(identity.id) });
    await inspectAll(page, look, [
      "/account/organisations",
      second.href,
      wrong.href,
      `/t/${tenant.slug}/settings/people`,
    ]);
  });

  test(`Settings > People can be used by everybody, ${name}`, async ({ visit, tenant }) => {
    test.slow();
    const { identity } = await newMember(tenant, "administrator");
    const late = await invite(tenant, { name: "Wilhelmina van den Berg-Oosterhuis tot Nijenrode" });
    await expire(late);
    await newPerson(tenant, { name: "Bo Jansen", invitedAt: new Date(), bouncedAt: new Date() });
    const page = await visitIn(visit, look, { storageState: await signedIn(identity.id) });
    const people = `/t/${tenant.slug}/settings/people`;
    await inspectAll(page, look, [people, `${people}?q=nobody-at-all`, `${people}/${late.personId}`]);
    await page.goto(people);
    expect.soft(await faultsOf(page), "the list as cards").toEqual([]);
    await page.goto(`${people}/invite`);
    await expect(page.getByRole("dialog")).toBeVisible();
    await inspect(page, look);
  });
}
