import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { newMember, newPerson } from "@/lib/testing/factories";
import { fault, heading } from "./support/door";
import { timesOf } from "./support/facts";
import { invite } from "./support/invite";
import { expectSoundInBoth, PHONE, WIDE } from "./support/looks";
import { keysWork, listOf, row } from "./support/people";
import { expect, test } from "./support/test";

/** Chooses in one of the filter menus. */
async function choose(page: Page, menu: string, choice: RegExp): Promise<void> {
  await page.locator("summary", { hasText: menu }).click();
  await page.locator("details[open]").getByRole("link", { name: choice }).click();
}

test("S20 filters stand in the address, Back restores them, and each chip clears its own", async ({
  as,
  tenant,
}) => {
  const { page } = await as("administrator");
  await newMember(tenant, "manager", { name: "Bo Jansen" });
  await newMember(tenant, "member", { name: "Cas Smit", secondStep: false });
  await page.goto(listOf(tenant));
  await choose(page, "Role", /^Manager 1$/);
  await expect(page).toHaveURL(new RegExp(`role=${tenant.roles.manager}`));
  await expect(row(page, "Bo Jansen")).toBeVisible();
  await expect(row(page, "Cas Smit")).toHaveCount(0);
  await expect(page.getByText("1 person", { exact: true }).first()).toBeVisible();
  await choose(page, "Status", /^Active 1$/);
  await expect(page).toHaveURL(/status=active&role=/);
  await page.getByRole("link", { name: "Remove filter Role: Manager" }).click();
  await expect(page).toHaveURL(/status=active$/);
  await choose(page, "Second step", /^None, with an account$/);
  await expect(row(page, "Cas Smit")).toBeVisible();
  await expect(row(page, "Bo Jansen")).toHaveCount(0);
  await page.goBack();
  await expect(row(page, "Bo Jansen")).toBeVisible();
  await page.goForward();
  await row(page, "Cas Smit").getByRole("link").click();
  await expect(heading(page)).toHaveText("Cas Smit");
  await page.goBack();
  await expect(page).toHaveURL(/step=none/);
  await page.getByRole("link", { name: "Clear all" }).click();
  await expect(page).toHaveURL(listOf(tenant));
  await page.goto(listOf(tenant, "?status=bounced&step=has"));
  await expect(page.getByRole("heading", { name: "Nobody matches" })).toBeVisible();
  await page.getByRole("link", { name: "Clear all filters" }).click();
  await expect(row(page, "Bo Jansen")).toBeVisible();
});

test("The list is used by keys alone, and single keys can be switched off", async ({ as, tenant }) => {
  const { page } = await as("owner", { name: "Ada Bakker" });
  await newMember(tenant, "member", { name: "Bo Jansen" });
  await newMember(tenant, "member", { name: "Cas Smit" });
  await page.goto(listOf(tenant));
  await keysWork(page);
  await page.keyboard.press("j");
  await expect(row(page, "Ada Bakker").getByRole("link")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("x");
  await expect(page.getByLabel("Select Bo Jansen")).toBeChecked();
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  const bar = page.getByRole("toolbar");
  await expect(bar).toContainText("2 selected");
  await expect(page.getByRole("status").filter({ hasText: "2 selected" })).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(bar).toBeHidden();
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Bo Jansen");
  await page.goBack();
  await expect(page.getByRole("button", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("xji");
  await expect(page.getByRole("searchbox")).toHaveValue("xji");
  await page.getByRole("searchbox").blur();
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys on this page" });
  await keys.getByRole("button", { name: "Switch off single keys" }).click();
  await expect(page.getByRole("button", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).not.toBeFocused();
});

test("Several are suspended after a look at who is left out, and it is undone at once", async ({
  as,
  tenant,
}) => {
  const { page, member: ada } = await as("owner", { name: "Ada Bakker" });
  const [bo, cas] = [
    await newMember(tenant, "member", { name: "Bo Jansen" }),
    await newMember(tenant, "member", { name: "Cas Smit" }),
  ];
  await page.goto(listOf(tenant));
  await page.getByLabel("Select all on this page").check();
  await page.getByRole("toolbar").getByRole("button", { name: "Suspend" }).click();
  await expect(heading(page)).toHaveText("Suspend people");
  await expect(page.getByText("Ada Bakker – that is you")).toBeVisible();
  await page.getByRole("button", { name: "Suspend 2 people" }).click();
  await expect(page.getByText("2 people are suspended. 1 person was left out.")).toBeVisible();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.getByText("2 people have access again.")).toBeVisible();
  for (const { person } of [bo, cas]) {
    expect(await timesOf("person.suspended", person.id)).toBe(1);
    expect(await timesOf("person.restored", person.id)).toBe(1);
  }
  expect(await timesOf("person.suspended", ada.person.id)).toBe(0);
});

test("S26 without JavaScript people are filtered, selected and sent their invitation again", async ({
  as,
  tenant,
}) => {
  const offer = await invite(tenant, { name: "Noor Hendriks" });
  const { page } = await as("administrator", { javaScriptEnabled: false });
  await page.goto(listOf(tenant));
  await choose(page, "Status", /^Not finished 1$/);
  await page.getByLabel("Select Noor Hendriks").check();
  await page.getByLabel(/^Select all that match/).check();
  await page.getByRole("button", { name: "Resend", exact: true }).click();
  await expect(page.getByText("1 person gets a new invitation.")).toBeVisible();
  await page.getByRole("button", { name: "Resend 1 invitation" }).click();
  await expect(page.getByText("1 invitation goes out again.")).toBeVisible();
  await expect(page).toHaveURL(/status=invited/);
  expect(await timesOf("invitation.resent", offer.personId)).toBe(1);
});

test("Many are given a role only after a second look at its power", async ({ as, tenant }) => {
  const { page } = await as("owner", { name: "Ada Bakker" });
  const { person } = await newMember(tenant, "member", { name: "Bo Jansen" });
  await page.goto(listOf(tenant, `?role=${tenant.roles.member}`));
  await page.getByLabel("Select Bo Jansen").check();
  await page.getByRole("button", { name: "Change role" }).click();
  await page.getByRole("button", { name: "Change the role of 1 person" }).click();
  await expect(fault(page)).toContainText("role");
  await page.getByLabel("Administrator").check();
  await page.getByRole("button", { name: "Change the role of 1 person" }).click();
  await expect(page.getByText("This role has power over others.").first()).toBeVisible();
  expect(await timesOf("person.roles_changed", person.id)).toBe(0);
  await page.getByRole("button", { name: "Change the role of 1 person" }).click();
  await expect(page.getByText("1 person has the new role.")).toBeVisible();
});

test("The list is exported as the filter says, by a link that works once", async ({ as, tenant }) => {
  const { page } = await as("owner", { name: "Ada Bakker" });
  await newPerson(tenant, { name: "=HYPERLINK(1)", leftAt: new Date() });
  await page.goto(listOf(tenant, "?status=left"));
  await page.getByRole("link", { name: "Export" }).click();
  await expect(page.getByText("The list holds 1 person,")).toBeVisible();
  await page.getByRole("button", { name: "Make the file" }).click();
  const link = page.getByRole("link", { name: "Download the CSV file" });
  const coming = page.waitForEvent("download");
  await link.click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/^[\w-]+-people-\d{4}-\d{2}-\d{2}\.csv$/);
  const text = readFileSync(await file.path(), "utf8");
  expect(text.startsWith("\uFEFF")).toBe(true);
  expect(text).toContain("'=HYPERLINK(1)");
  expect(text).not.toContain("Ada Bakker");
  const again = await page.request.get((await link.getAttribute("href")) ?? "");
  expect(again.url()).toMatch(/\/people\/export$/);
});

test("A manager selects and resends, and is offered neither roles, suspending nor an export", async ({
  as,
  tenant,
}) => {
  const { page } = await as("manager", { name: "Ben Smit" });
  await page.goto(listOf(tenant));
  await page.getByLabel("Select Ben Smit").check();
  const bar = page.getByRole("toolbar");
  await expect(bar.getByRole("button", { name: "Resend" })).toBeVisible();
  for (const name of ["Change role", "Suspend", "Export"])
    await expect(bar.getByRole("button", { name })).toHaveCount(0);
  await page.goto(listOf(tenant, "/bulk?act=suspend&all=yes&query="));
  await expect(page).toHaveURL(listOf(tenant));
});

test("In Dutch, on a phone and in the dark the list is as sound, with nothing grave for axe", async ({
  as,
  tenant,
}) => {
  await newMember(tenant, "member", { name: "Bo Jansen" });
  await newPerson(tenant, {
    name: "Joris van der Meulen-Oosterhuis",
    invitedAt: new Date(),
    bouncedAt: new Date(),
  });
  const { page } = await as("owner", { name: "Ada Bakker", locale: "nl-NL", viewport: WIDE });
  await page.goto(listOf(tenant));
  await expect(heading(page)).toHaveText("Personen");
  await page.getByLabel("Selecteer Bo Jansen").check();
  await expect(page.getByRole("toolbar")).toBeVisible();
  await expectSoundInBoth(page, "list");
  // Cards or columns: a table for who hears it.
  for (const size of [PHONE, WIDE]) {
    await page.setViewportSize(size);
    await expect(page.getByRole("row", { name: /Bo Jansen/ }).getByRole("rowheader")).toHaveCount(1);
  }
  await page.goto(listOf(tenant, "/bulk?act=suspend&all=yes&query="));
  await expectSoundInBoth(page, "review");
});
