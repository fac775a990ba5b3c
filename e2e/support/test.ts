import { randomInt } from "node:crypto";
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from "@playwright/test";
import type { BuiltInRole } from "@/lib/access/permissions";
import { newMember, newSession, newTenant, type Tenant } from "@/lib/testing/factories";
import { newWatch, type Watch } from "./watch";

type Member = Awaited<ReturnType<typeof newMember>>;
export type Insider = { page: Page; member: Member };

type Fixtures = {
  /** A company of this test's own. */
  tenant: Tenant;
  /** A page in a browser of its own: no cookies shared with any other. */
  visit: (options?: BrowserContextOptions) => Promise<Page>;
  /** Somebody of this test's company with that role, signed in; in a browser with these settings. */
  as: (role: BuiltInRole, options?: { name?: string } & BrowserContextOptions) => Promise<Insider>;
  watch: Watch;
};

const anyAddress = () => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;

/** The cookie of a complete sign-in, for a context that begins with it. */
export async function signedIn(
  identityId: string,
): Promise<NonNullable<BrowserContextOptions["storageState"]>> {
  const value = await newSession(identityId);
  const cookie = {
    name: "__Host-session",
    value,
    domain: "localhost",
    path: "/",
    expires: -1,
    httpOnly: true,
    secure: true,
  };
  return { cookies: [{ ...cookie, sameSite: "Lax" }], origins: [] };
}

export const test = base.extend<Fixtures>({
  // Limits count by address: each test has one, as behind one trusted proxy.
  extraHTTPHeaders: async ({ browserName: _ }, use) => use({ "x-forwarded-for": anyAddress() }),
  watch: async ({ baseURL }, use) => {
    const watch = newWatch(baseURL ?? "");
    await use(watch);
    expect(watch.problems).toEqual([]);
  },
  context: async ({ context, watch }, use) => {
    watch.on(context);
    await use(context);
  },
  tenant: async ({ browserName: _ }, use) => use(await newTenant()),
  // Playwright leaves open what it didn't make itself: each page of every earlier test would go on polling and tracing.
  visit: async ({ browser, watch }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext(options);
      opened.push(context);
      watch.on(context);
      return context.newPage();
    });
    await Promise.all(opened.map((context) => context.close()));
  },
  as: async ({ visit, tenant }, use) => {
    await use(async (role, { name, ...options } = {}) => {
      const member = await newMember(tenant, role, name === undefined ? {} : { name });
      const storageState = await signedIn(member.identity.id);
      return { page: await visit({ ...options, storageState }), member };
    });
  },
});

export { expect };
