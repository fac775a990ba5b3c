import type { BrowserContextOptions, Page } from "@playwright/test";
import { anyEmail, newMember, newPerson, newTenant, PASSWORD, type Tenant } from "@/lib/testing/factories";
import { codeOf } from "./support/authenticator";
import { faultsOf } from "./support/axe";
import { readKey } from "./support/door";
import { expire, invite, moveTo, resend, withdraw } from "./support/invite";
import { expect, signedIn, test } from "./support/test";

type Look = { language: "en" | "nl"; theme: "light" | "dark" };
type Visit = (options?: BrowserContextOptions) => Promise<Page>;

const looks: Look[] = [
  { language: "en", theme: "light" },
  { language: "nl", theme: "dark" },
];
const NARROW = [360, 320];
const WIDE = { width: 1280, height: 800 };

const cookieOf = (look: Look) => ({
  name: "__Host-look",
  value: encodeURIComponent(JSON.stringify(look)),
  domain: "localhost",
  path: "/",
  expires: -1,
  httpOnly: true,
  secure: true,
  sameSite: "Lax" as const,
});

/** A browser that has chosen its look before, and lets axe in. */
async function visitIn(visit: Visit, look: Look, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await visit({ bypassCSP: true, viewport: WIDE, reducedMotion: "reduce", ...options });
  await page.context().addCookies([cookieOf(look)]);
  return page;
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  for (const width of NARROW) {
    await page.setViewportSize({ width, height: 640 });
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(over, `${page.url()} scrolls sideways at ${width}`).toBe(0);
  }
}

/** Everything a page must hold in every look. */
async function inspect(page: Page, { language, theme }: Look): Promise<void> {
  await page.setViewportSize(WIDE);
  await expect(page.locator("html")).toHaveAttribute("lang", language);
  await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
  await expect(page.getByRole("heading", { level: 1, includeHidden: true })).toHaveCount(1);
  expect.soft(await faultsOf(page), page.url()).toEqual([]);
  await expectNoSidewaysScroll(page);
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
  await page.setViewportSize(WIDE);
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

for (const look of looks) {
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
