import { newMember } from "@/lib/testing/factories";
import { signIn, signOut, givePassword, heading } from "./support/door";
import { test, expect } from "./support/test";
for (const n of [1,2,3,4]) test("probe" + n, async ({ tenant, page }) => {
  const { identity } = await newMember(tenant);
  page.on("console", m => console.log("CONSOLE", m.text()));
  page.on("request", r => console.log(r.method(), r.url(), r.headers()["next-action"] ?? ""));
  page.on("response", async r => console.log("  ->", r.status(), r.url(), r.headers()["location"] ?? "", r.headers()["x-action-redirect"] ?? "", r.headers()["clear-site-data"] ?? "", r.headers()["content-type"]));
  page.on("requestfailed", r => console.log("FAILED", r.url(), r.failure()?.errorText));
  await signIn(page, identity);
  await expect(page).toHaveURL(`/t/${tenant.slug}`);
  console.log("--- out");
  await signOut(page);
  console.log("--- again", page.url());
  await givePassword(page, identity.email);
  await page.waitForTimeout(1500);
  console.log(await heading(page).innerText());
});
