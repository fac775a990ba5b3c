import type { Page } from "@playwright/test";
import { newMember, newPerson, type Tenant } from "@/lib/testing/factories";
import { faultsOf } from "./support/axe";
import { heading } from "./support/door";
import { keysWork, listOf, row } from "./support/people";
import { expect, test } from "./support/test";

const people = (page: Page) => page.locator("table.people tbody tr:not(.note)");
const search = (page: Page) => page.getByRole("searchbox");

const howMany = (page: Page) => page.evaluate(() => history.length);

const caretOf = (page: Page) => search(page).evaluate((field) => (field as HTMLInputElement).selectionStart);

/** Whom a list asks the server for, without waiting for its answer. */
const asksFor = (page: Page, q: string) =>
  page.waitForRequest((request) => new URL(request.url()).searchParams.get("q") === q);

async function many(tenant: Tenant, size: number): Promise<void> {
  const numbers = Array.from({ length: size }, (_, n) => String(n + 1).padStart(3, "0"));
  await Promise.all(numbers.map((number) => newPerson(tenant, { name: `Person ${number}` })));
}

test("S20 the list is searched while one types: focus and caret stay, and no letter is an entry to go back to", async ({
  as,
  tenant,
}) => {
  const { page } = await as("administrator", { name: "Ada Bakker" });
  await newMember(tenant, "member", { name: "Bo Jansen" });
  await newMember(tenant, "member", { name: "Bor de Wit" });
  await page.goto(listOf(tenant, "?sort=-name"));
  await keysWork(page);
  const before = await howMany(page);
  await search(page).pressSequentially("bor", { delay: 40 });
  await expect(page).toHaveURL(/\?q=bor&sort=-name$/);
  await expect(people(page)).toHaveCount(1);
  await expect(search(page)).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Backspace");
  await expect(page).toHaveURL(/\?q=br&sort=-name$/);
  await expect(page.getByRole("heading", { name: "Nobody matches" })).toBeVisible();
  expect([await search(page).inputValue(), await caretOf(page)]).toEqual(["br", 1]);
  await page.keyboard.type("o");
  await page.keyboard.press("Enter");
  await expect(people(page)).toHaveCount(1);
  expect(await howMany(page)).toBe(before);
  await row(page, "Bor de Wit").getByRole("link").click();
  await expect(heading(page)).toHaveText("Bor de Wit");
  await page.goBack();
  await expect(search(page)).toHaveValue("bor");
  await expect(people(page)).toHaveCount(1);
  await page.getByRole("link", { name: "Remove filter “bor”" }).click();
  await expect(search(page)).toHaveValue("");
  await expect(people(page)).toHaveCount(3);
  await page.goBack();
  await expect(search(page)).toHaveValue("bor");
});

test("S20 rows stay while others are looked for, and an answer that is overtaken never shows", async ({
  as,
  tenant,
}) => {
  const { page } = await as("administrator", { name: "Ada Bakker" });
  await newMember(tenant, "member", { name: "Bo Jansen" });
  await newMember(tenant, "member", { name: "Cas Smit" });
  await page.goto(listOf(tenant));
  await keysWork(page);
  let letGo = () => {};
  const held = new Promise<void>((done) => {
    letGo = done;
  });
  await page.route(
    (url) => url.searchParams.get("q") === "bo",
    async (route) => {
      await held;
      await route.continue().catch(() => undefined);
    },
  );
  const first = asksFor(page, "bo");
  await search(page).pressSequentially("bo");
  await first;
  await expect(page.getByRole("search")).toHaveAttribute("aria-busy", "true");
  await expect(people(page)).toHaveCount(3);
  const second = asksFor(page, "cas");
  await search(page).fill("cas");
  await second;
  letGo();
  await expect(people(page)).toHaveCount(1);
  await expect(row(page, "Cas Smit")).toBeVisible();
  await page.waitForTimeout(600);
  await expect(row(page, "Cas Smit")).toBeVisible();
  await expect(search(page)).toHaveValue("cas");
  await expect(page).toHaveURL(/\?q=cas$/);
  await expect(page.getByRole("search")).toHaveAttribute("aria-busy", "false");
});

test("S20 whoever goes to a person while the keys rest is not called back to the list", async ({
  as,
  tenant,
}) => {
  const { page } = await as("administrator", { name: "Ada Bakker" });
  await newMember(tenant, "member", { name: "Bo Jansen" });
  await page.goto(listOf(tenant));
  await keysWork(page);
  await search(page).pressSequentially("ada");
  await row(page, "Bo Jansen").getByRole("link").click();
  await expect(heading(page)).toHaveText("Bo Jansen");
  await page.waitForTimeout(600);
  await expect(heading(page)).toHaveText("Bo Jansen");
});

test("S20 the list is in the order of status at the click on its heading, over all its pages", async ({
  as,
  tenant,
}) => {
  const { page } = await as("administrator", { name: "Zoë Aalders" });
  await many(tenant, 26);
  await newPerson(tenant, { name: "Xander Prins", invitedAt: new Date(), bouncedAt: new Date() });
  await page.goto(listOf(tenant));
  await page.getByRole("columnheader", { name: "Status" }).getByRole("link").click();
  await expect(page).toHaveURL(/\?sort=status$/);
  await expect(page.getByRole("columnheader", { name: "Status" })).toHaveAttribute("aria-sort", "descending");
  await expect(page.getByRole("columnheader", { name: "Name" })).not.toHaveAttribute("aria-sort");
  await expect(people(page).first()).toContainText("Xander Prins");
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL(/sort=status&after=/);
  await expect(page.getByText("Page 2 of 2")).toBeVisible();
  await expect(people(page).last()).toContainText("Zoë Aalders");
  await expect(people(page)).toHaveCount(3);
  await page.getByRole("link", { name: "Previous" }).click();
  await expect(people(page).first()).toContainText("Xander Prins");
  await page.getByRole("columnheader", { name: "Status" }).getByRole("link").click();
  await expect(page.getByRole("columnheader", { name: "Status" })).toHaveAttribute("aria-sort", "ascending");
  await expect(people(page).first()).toContainText("Zoë Aalders");
  await page.goto(listOf(tenant, `?role=${tenant.roles.member}&sort=status`));
  await expect(people(page).first()).toContainText("Xander Prins");
});

test("S20 any page opens by its number, and a number that is none gets an answer", async ({
  as,
  tenant,
  visit,
}) => {
  const { page: admin } = await as("administrator", { name: "Ada Bakker" });
  await many(tenant, 110);
  const storageState = await admin.context().storageState();
  for (const javaScriptEnabled of [true, false]) {
    const page = await visit({ javaScriptEnabled, storageState });
    await page.goto(listOf(tenant));
    await expect(page.getByText("111 people · Page 1 of 5")).toBeVisible();
    await page.getByLabel("Go to page").fill("4");
    await page.getByRole("button", { name: "Go", exact: true }).click();
    await expect(page.getByText("111 people · Page 4 of 5")).toBeVisible();
    await expect(people(page).first()).toContainText("Person 075");
    await page.getByRole("link", { name: "Next" }).click();
    await expect(page.getByText("Page 5 of 5")).toBeVisible();
    await expect(people(page)).toHaveCount(11);
    await page.getByRole("link", { name: "First" }).click();
    await expect(people(page).first()).toContainText("Ada Bakker");
    await page.getByRole("link", { name: "Last" }).click();
    await expect(page.getByText("Page 5 of 5")).toBeVisible();
    await expect(people(page).last()).toContainText("Person 110");
    for (const [asked, answer] of [
      ["99", "There is no page 99. This is the last one, page 5."],
      ["0", "“0” is not a page number. This is page 1."],
      ["-3", "“-3” is not a page number. This is page 1."],
      ["twelve", "“twelve” is not a page number. This is page 1."],
      ["99999999999999999999", "not a page number|There is no page"],
    ] as const) {
      await page.goto(listOf(tenant, `?page=${asked}`));
      await expect(page.getByRole("status").filter({ hasText: new RegExp(answer) })).toBeVisible();
      await expect(people(page).first()).toBeVisible();
    }
    await page.goto(listOf(tenant));
    await search(page).fill("person 10");
    await search(page).press("Enter");
    await expect(people(page)).toHaveCount(10);
    await expect(page).toHaveURL(/\?q=person\+10/);
  }
});

test("On a phone what may be done to the selected is one line and a menu", async ({ as, tenant, visit }) => {
  const { page: admin } = await as("owner", { name: "Ada Bakker" });
  await newMember(tenant, "member", { name: "Bo Jansen" });
  const storageState = await admin.context().storageState();
  for (const [locale, select, actions, suspend] of [
    ["en-GB", "Select Bo Jansen", "Actions", "Suspend"],
    ["nl-NL", "Selecteer Bo Jansen", "Acties", "Blokkeren"],
  ] as const) {
    const page = await visit({
      storageState,
      locale,
      viewport: { width: 360, height: 740 },
    });
    await page.goto(listOf(tenant));
    await page.getByLabel(select).check();
    const bar = page.getByRole("toolbar");
    await expect(bar.locator("b")).toHaveText(/^1 /);
    await expect(bar.getByRole("button", { name: suspend })).toBeHidden();
    expect((await bar.boundingBox())?.height).toBeLessThanOrEqual(64);
    expect(await faultsOf(page)).toEqual([]);
    await bar.locator("summary", { hasText: actions }).click();
    await expect(bar.getByRole("button", { name: suspend })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.keyboard.press("Escape");
    await expect(bar).toBeHidden();
    await page.getByLabel(select).check();
    await expect(bar.getByRole("button", { name: suspend })).toBeHidden();
    await bar.locator("summary", { hasText: actions }).click();
    await bar.getByRole("button", { name: suspend }).click();
    await expect(page).toHaveURL(/act=suspend/);
  }
});
