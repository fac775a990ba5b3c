import type { Page } from "@playwright/test";
import { newMember, newTenant, personNow } from "@/lib/testing/factories";
import { codeOf } from "./support/authenticator";
import { button, fault, field, giveCode, heading, NEW_PASSWORD } from "./support/door";
import { accountsAt } from "./support/facts";
import { invite } from "./support/invite";
import { expectSoundAsIs } from "./support/looks";
import { askForReset, begin, choosePassword } from "./support/recovery";
import { expect, test } from "./support/test";

const BANNER =
  "Your password has been set. Sign in with it. Then come your second step and your security questions.";

async function hometrak(language: "en" | "nl" = "en") {
  const companyCode = `LINDE-${crypto.randomUUID().slice(0, 6).toUpperCase()}`;
  const tenant = await newTenant({ name: "Zorggroep Linde", companyCode }, { preset: "hometrak" });
  return { tenant, companyCode, offer: await invite(tenant, { language }) };
}

const cookiesOf = async (page: Page) => (await page.context().cookies()).map(({ name }) => name);

async function setPassword(page: Page, password = NEW_PASSWORD, again = password): Promise<void> {
  await field(page, "Create a password").fill(password);
  await field(page, "The same password again").fill(again);
  await button(page, "Create account and join").click();
}

test("H18 H19 a password is typed twice, then tried at the company's own sign-in, which leads to the second step", async ({
  page,
  context,
}) => {
  const { tenant, companyCode, offer } = await hometrak();
  await page.goto(offer.href);
  await expect(page.getByText(offer.email, { exact: true })).toBeVisible();
  const second = await context.newPage();
  await second.goto(offer.href);
  await setPassword(page, NEW_PASSWORD, `${NEW_PASSWORD}!`);
  await expect(fault(page)).toContainText("The two passwords are not the same.");
  expect((await personNow(tenant.id, offer.personId)).accountAt).toBeNull();

  await setPassword(page);
  await expect(page).toHaveURL(`/sign-in/${companyCode}?set=done`);
  await expect(page.getByText(BANNER)).toBeVisible();
  await expect(field(page, "Company code")).toHaveValue(companyCode);
  await expect(field(page, "User name or e-mail")).toHaveValue(offer.email);
  expect((await cookiesOf(page)).filter((name) => /session|flow/.test(name))).toEqual([]);

  await setPassword(second, "another password entirely");
  await expect(second).toHaveURL(`/sign-in/${companyCode}?set=done`);
  expect(await accountsAt(offer.email)).toBe(1);

  await page.getByRole("link", { name: "Close" }).click();
  await expect(page.getByText(BANNER)).toHaveCount(0);
  await expect(field(page, "User name or e-mail")).toHaveValue(offer.email);
  await field(page, "Password").fill(NEW_PASSWORD);
  await button(page, "Sign in").click();
  await expect(heading(page)).toHaveText("Add your second step");
});

test("H18 H19 all of it works without JavaScript, closing the banner as well", async ({ visit }) => {
  const { companyCode, offer } = await hometrak();
  const page = await visit({ javaScriptEnabled: false });
  await page.goto(offer.href);
  await setPassword(page);
  await expect(page.getByText(BANNER)).toBeVisible();
  await page.getByRole("link", { name: "Close" }).click();
  await expect(page.getByText(BANNER)).toHaveCount(0);
  await expect(field(page, "Company code")).toHaveValue(companyCode);
  await expect(field(page, "User name or e-mail")).toHaveValue(offer.email);
  await field(page, "Password").fill(NEW_PASSWORD);
  await button(page, "Sign in").click();
  await expect(heading(page)).toHaveText("Add your second step");
});

test("H19 without a company code the common sign-in has the address; in another browser nothing is filled in", async ({
  page,
  visit,
}) => {
  const offer = await invite(await newTenant({}, { afterActivation: "sign_in_once_more" }));
  await page.goto(offer.href);
  await setPassword(page);
  await expect(page).toHaveURL("/sign-in?set=done");
  const banner = "Your password has been set. Sign in with it. Then comes your second step.";
  await expect(page.getByText(banner, { exact: true })).toBeVisible();
  await expect(field(page, "E-mail")).toHaveValue(offer.email);
  const elsewhere = await visit();
  await elsewhere.goto("/sign-in?set=done");
  await expect(field(elsewhere, "E-mail")).toHaveValue("");
  await expect(elsewhere.getByText("Your password has been set.")).toHaveCount(0);
  await elsewhere.goto(offer.href);
  await expect(heading(elsewhere)).toContainText("already");
});

test("H19 the banner after a reset can be closed as well, and names the questions where they are due", async ({
  page,
}) => {
  const { tenant } = await hometrak();
  const { identity } = await newMember(tenant);
  await begin(page, await askForReset(page, identity.email));
  await giveCode(page, await codeOf(identity.key ?? ""));
  await choosePassword(page, NEW_PASSWORD);
  const banner = page.getByText(
    "Your password has been reset. Sign in with it, and choose your security questions.",
  );
  await expect(banner).toBeVisible();
  await page.getByRole("link", { name: "Close" }).click();
  await expect(banner).toHaveCount(0);
  await expect(field(page, "E-mail")).toHaveValue(identity.email);
});

for (const [width, colorScheme, locale] of [
  [1280, "light", "en-GB"],
  [360, "dark", "nl-NL"],
] as const) {
  test(`H19 form and banner have no faults and no sideways scrolling at ${width} px, ${colorScheme}`, async ({
    visit,
  }) => {
    const { offer } = await hometrak(locale === "nl-NL" ? "nl" : "en");
    const page = await visit({ viewport: { width, height: 900 }, colorScheme, locale });
    await page.goto(offer.href);
    await expectSoundAsIs(page, "twice");
    const [first, again] = [page.locator("input[name=password]"), page.locator("input[name=again]")];
    await first.fill(NEW_PASSWORD);
    await again.fill(NEW_PASSWORD);
    await page.locator("main form button[type=submit]").first().click();
    await page.waitForURL(/set=done/);
    await expectSoundAsIs(page, "banner");
  });
}
