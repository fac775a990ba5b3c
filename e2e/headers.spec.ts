import type { APIResponse } from "@playwright/test";
import { newMember } from "@/lib/testing/factories";
import { signIn } from "./support/door";
import { invite } from "./support/invite";
import { expect, signedIn, test } from "./support/test";

const YEAR_SECONDS = 31_536_000;

function expectEverywhere(answer: APIResponse): void {
  const headers = answer.headers();
  expect(
    Number(/max-age=(\d+)/.exec(headers["strict-transport-security"] ?? "")?.[1]),
  ).toBeGreaterThanOrEqual(YEAR_SECONDS);
  expect(headers["strict-transport-security"]).toContain("includeSubDomains");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["x-powered-by"]).toBeUndefined();
  expect(headers["server"]).toBeUndefined();
  expect(headers["access-control-allow-origin"]).toBeUndefined();
}

function expectOfPage(answer: APIResponse): void {
  const headers = answer.headers();
  const policy = headers["content-security-policy"] ?? "";
  expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic'(;|$)/);
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
  for (const rule of [
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "default-src 'self'",
  ])
    expect(policy).toContain(rule);
  expect(headers["x-frame-options"]).toBe("DENY");
  expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
  expect(headers["cache-control"]).toContain("no-store");
  expect(headers["referrer-policy"]).toBe("same-origin");
}

test("An address that cannot be decoded leads nowhere, and is no fault of ours", async ({ request }) => {
  for (const path of ["/t/%ff", "/sign-in/%ff", "/invitation/%ff", "/i/%ff", "/t/x/settings/people/%ff"])
    expect((await request.get(path, { maxRedirects: 0 })).status(), path).toBeLessThan(500);
});

test("Every answer carries the headers that protect it", async ({ request, baseURL }) => {
  const headers = { origin: "https://evil.test" };
  for (const path of [
    "/sign-in",
    "/help",
    "/no/such/page",
    "/t/no-such-company",
    "/invitation/unknown",
    "/api/auth/session",
    "/api/health",
  ]) {
    const answer = await request.get(path, { headers, maxRedirects: 0 });
    expectEverywhere(answer);
    if (!path.startsWith("/api/") && answer.status() !== 307) expectOfPage(answer);
  }
  const away = await request.get("/", { maxRedirects: 0 });
  expect(away.status()).toBe(307);
  expectEverywhere(away);

  const html = await (await request.get("/sign-in")).text();
  const assets = [...html.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+)"/g)].map(([, path]) => path ?? "");
  expect(assets.length).toBeGreaterThan(2);
  for (const path of assets.slice(0, 5)) expectEverywhere(await request.get(path));
  expectEverywhere(await request.get("/_next/static/nothing.js"));
  expect(html).not.toContain(`${baseURL}:`);
});

test("Two answers never share a nonce", async ({ request }) => {
  const nonces = await Promise.all(
    [1, 2, 3].map(
      async () =>
        /'nonce-([^']+)'/.exec(
          (await request.get("/sign-in")).headers()["content-security-policy"] ?? "",
        )?.[1],
    ),
  );
  expect(new Set(nonces).size).toBe(3);
});

test("A mailed link leads away at once, keeps its secret out of the address and of the referrer", async ({
  tenant,
  request,
}) => {
  const { href } = await invite(tenant);
  const answer = await request.get(href, { maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  expectEverywhere(answer);
  expect(answer.headers()["referrer-policy"]).toBe("no-referrer");
  expect(answer.headers()["cache-control"]).toContain("no-store");
  expect(answer.headers()["location"]).toMatch(/\/invitation\/[a-z0-9]{10}$/);
  expect(answer.headers()["location"]).not.toContain(href.slice(-20));
});

test("Every cookie is bound to this host, out of reach for scripts, and never sent across sites", async ({
  tenant,
  page,
}) => {
  const { identity } = await newMember(tenant);
  const offer = await invite(tenant);
  const set: string[] = [];
  page.on("response", async (answer) => {
    for (const { name, value } of await answer.headersArray())
      if (name.toLowerCase() === "set-cookie") set.push(...value.split("\n"));
  });
  await page.goto(offer.href);
  await page.getByRole("button", { name: "Nederlands" }).click();
  await page.getByRole("button", { name: "English" }).click();
  await signIn(page, identity);
  await expect.poll(() => set.filter((line) => line.startsWith("__Host-session=")).length).toBeGreaterThan(0);
  for (const line of set) {
    expect(line).toMatch(/^__Host-[\w-]+=/);
    for (const flag of [/; *Secure/i, /; *HttpOnly/i, /; *Path=\/(;|$)/i, /; *SameSite=(Lax|Strict)/i])
      expect(line).toMatch(flag);
    expect(line).not.toMatch(/; *Domain=/i);
  }
  const [flow] = set.filter((line) => line.startsWith("__Host-flow-sign-in="));
  expect(flow).toMatch(/SameSite=Strict/i);
  expect(await page.evaluate(() => document.cookie)).toBe("");
});

test("The session's secret stands in no page", async ({ tenant, visit }) => {
  const { identity } = await newMember(tenant, "administrator");
  const state = await signedIn(identity.id);
  const secret = typeof state === "string" ? "" : (state.cookies[0]?.value ?? "");
  const page = await visit({ storageState: state });
  for (const path of [
    `/t/${tenant.slug}/settings/people`,
    "/account/organisations",
    "/api/auth/session",
    "/help",
  ]) {
    const answer = await page.goto(path);
    expect(await answer?.text()).not.toContain(secret);
  }
});

test("Other methods and files that are none of ours are refused", async ({ request }) => {
  for (const method of ["PUT", "DELETE", "OPTIONS", "PATCH"])
    expect((await request.fetch("/sign-in", { method })).status()).toBe(405);
  for (const path of ["/.git/HEAD", "/.env", "/package.json", "/_next/../package.json", "/metrics"])
    expect((await request.get(path)).status()).toBe(404);
});
