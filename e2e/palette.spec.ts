import { newMember, newTenant } from "@/lib/testing/factories";
import { faultsOf } from "./support/axe";
import { heading } from "./support/door";
import { keysWork, listOf } from "./support/people";
import { expect, test } from "./support/test";

test("Ctrl K finds a person from any page, and Enter goes there", async ({ as, tenant }) => {
  const { person } = await newMember(tenant, "member", { name: "Joris van der Palet" });
  await newMember(await newTenant(), "member", { name: "Joris van der Palet" });
  const { page } = await as("owner");
  await page.goto(`/t/${tenant.slug}/settings/roles`);
  const search = page.getByRole("combobox", { name: "Search people and pages" });
  // The page hears it once its script has come; a second time changes nothing.
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(search).toBeFocused({ timeout: 1000 });
  }).toPass({ timeout: 10_000 });
  await search.fill("joris van der pal");
  await expect(page.getByRole("option", { name: /Joris van der Palet/ })).toHaveCount(1);
  await expect(page.getByRole("option", { name: "Search “joris van der pal” in People" })).toBeVisible();
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`/settings/people/${person.id}$`));
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("It finds a page by a few letters, leads to the whole search, and Esc gives the focus back", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner");
  await page.goto(listOf(tenant));
  await keysWork(page);
  const search = page.getByRole("combobox", { name: "Search people and pages" });
  await page.getByRole("link", { name: "Search" }).click();
  await expect(search).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Search" })).toBeFocused();
  await page.keyboard.press("Enter");
  await search.fill("nobody");
  await page.getByRole("option", { name: "Search “nobody” in People" }).click();
  await page.waitForURL(/settings\/people\?q=nobody$/);
  await page.keyboard.press("Control+k");
  await search.fill("role");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Roles");
});

test("Whoever may not see people has no palette, and the search answers them nothing", async ({
  as,
  tenant,
}) => {
  const { page } = await as("member");
  await page.goto(`/t/${tenant.slug}`);
  await expect(page.getByRole("link", { name: "Search" })).toHaveCount(0);
  const answer = await page.request.get(`/t/${tenant.slug}/find?q=a`);
  expect(answer.status()).toBe(403);
  expect((await page.request.get(`/t/${(await newTenant()).slug}/find?q=a`)).status()).toBe(404);
});

test("On a phone in Dutch it opens from the menu, and axe has nothing grave to say", async ({
  as,
  tenant,
  visit,
}) => {
  const { page: owner } = await as("owner");
  const page = await visit({
    locale: "nl-NL",
    colorScheme: "dark",
    viewport: { width: 360, height: 740 },
    storageState: await owner.context().storageState(),
  });
  await page.goto(listOf(tenant));
  await keysWork(page);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("link", { name: "Zoeken" }).click();
  await page.getByRole("combobox", { name: "Personen en pagina’s zoeken" }).fill("rol");
  await expect(page.getByRole("option", { name: "Rollen" })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
