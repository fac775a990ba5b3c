import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { tenants } from "@/db/schema/tenants";
import { lookUp } from "@/lib/access/doors";
import { newMember, type Tenant } from "@/lib/testing/factories";
import { fault, heading } from "./support/door";
import { invite } from "./support/invite";
import { tabTo, typeInto } from "./support/keyboard";
import { expectSound, LOOKS, WIDE, wear } from "./support/looks";
import { mailbox } from "./support/mailbox";
import { expect, signedIn, test } from "./support/test";

const general = ({ slug }: Tenant) => `/t/${slug}/settings/general`;
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true });
const saved = (page: Page) => page.getByText("Saved. It holds from now on.");
const colour = (page: Page) => page.getByRole("textbox", { name: /^Colour/ });

async function storedOf({ id }: Tenant) {
  const [row] = await lookUp("housekeeping", (db) => db.select().from(tenants).where(eq(tenants.id, id)));
  if (!row) throw new Error("no tenant");
  return row;
}

test("H17 the contact block is written by keyboard, and stands at the door, on Home and below the mail", async ({
  as,
  tenant,
  visit,
}) => {
  const { page } = await as("administrator");
  await page.goto(`/t/${tenant.slug}`);
  await tabTo(page, page.getByRole("link", { name: "General" }));
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("General");
  await typeInto(page, page.getByLabel("Who answers, and when"), "Help desk, weekdays 9 to 17");
  await typeInto(page, page.getByLabel("Address (optional)", { exact: true }), "Kerkstraat 12");
  await page.keyboard.press("Enter");
  await page.keyboard.type("1017 GC Amsterdam");
  await typeInto(page, page.getByLabel("Phone"), "020 555 01 23");
  await typeInto(page, page.getByLabel("E-mail address"), "help@linde.test");
  await tabTo(page, save(page));
  await page.keyboard.press("Enter");
  await expect(saved(page)).toBeVisible();
  await expect(page.getByLabel("Phone")).toHaveValue("+31 20 555 0123");

  const { companyCode } = await storedOf(tenant);
  const outside = await visit();
  await outside.goto(`/sign-in/${companyCode}`);
  const beside = outside.getByRole("complementary");
  await expect(beside).toContainText("Help desk, weekdays 9 to 17, Kerkstraat 12, 1017 GC Amsterdam, +31");
  const { page: home } = await as("member");
  await home.goto(`/t/${tenant.slug}`);
  await expect(home.getByRole("region", { name: /Questions/ })).toContainText("1017 GC Amsterdam");
  const { email } = await invite(tenant);
  expect((await mailbox.lastTo(email)).text).toContain(
    "Contact Zorggroep Linde: Help desk, weekdays 9 to 17, Kerkstraat 12, 1017 GC Amsterdam, +31 20 555 0123, help@linde.test",
  );
});

test("The colour is shown as it is typed and picked, with letters that can be read on it", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner");
  await page.goto(general(tenant));
  await expect(page.getByText("The green of Portico.", { exact: true })).toBeVisible();
  await colour(page).fill("ffd400");
  await expect(page.getByText("so the letters are dark")).toBeVisible();
  await colour(page).fill("#b3");
  await expect(page.getByText("This is no colour yet")).toBeVisible();
  await page.getByLabel("Pick a colour").fill("#8a3b12");
  await expect(colour(page)).toHaveValue("#8A3B12");
  await expect(page.getByText("White letters can be read on it.")).toBeVisible();
  await expect(page.locator(".accent-button")).toHaveCSS("background-color", "rgb(138, 59, 18)");
  await save(page).click();
  await expect(saved(page)).toBeVisible();
  await expect(page.locator(".side")).toHaveCSS("border-left-color", "rgb(138, 59, 18)");
  await expect(colour(page)).toHaveValue("#8A3B12");
});

test("Without JavaScript each mistake is told at its field, what was typed stays, and applications reach Home", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner", { javaScriptEnabled: false });
  await page.goto(general(tenant));
  await page.getByLabel("Company name").fill("");
  await colour(page).fill("green");
  await page.getByLabel("Phone").fill("112");
  await page.getByLabel("Name of application 1").fill("Rosters");
  await page.getByLabel("Address of application 1").fill("http://rosters.linde.test");
  await save(page).click();
  await expect(fault(page)).toContainText("There are 4 problems");
  for (const said of [
    "Enter the name of the company",
    "Enter a colour",
    "020 555 01 23",
    "begins with https://",
  ])
    await expect(page.locator(".field.is-error").filter({ hasText: said })).toHaveCount(1);
  await expect(colour(page)).toHaveValue("green");
  await page.getByLabel("Company name").fill("Linde & Zonen");
  await colour(page).fill("#1e5142");
  await page.getByLabel("Phone").fill("");
  await page.getByLabel("Address of application 1").fill("https://rosters.linde.test");
  await save(page).click();
  await expect(saved(page)).toBeVisible();
  expect(await storedOf(tenant)).toMatchObject({ name: "Linde & Zonen", accent: "#1E5142", contact: {} });
  const { page: home } = await as("member");
  await home.goto(`/t/${tenant.slug}`);
  await expect(home.getByRole("link", { name: "Rosters" })).toHaveAttribute(
    "href",
    "https://rosters.linde.test/",
  );
});

test("Two tabs keep what the other left alone, and the second of one field is told what stands there", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner");
  const other = await page.context().newPage();
  await Promise.all([page.goto(general(tenant)), other.goto(general(tenant))]);
  await page.getByLabel("Company name").fill("Linde");
  await save(page).dblclick();
  await expect(saved(page)).toBeVisible();
  await other.getByLabel("Phone").fill("020 555 01 23");
  await save(other).click();
  await expect(saved(other)).toBeVisible();
  expect(await storedOf(tenant)).toMatchObject({ name: "Linde", contact: { phone: "+31 20 555 0123" } });
  await page.getByLabel("Phone").fill("020 555 09 99");
  await save(page).click();
  await expect(fault(page)).toContainText(
    "Somebody else has changed this to “+31 20 555 0123” in the meantime.",
  );
  await expect(page.getByLabel("Phone")).toHaveValue("020 555 09 99");
});

test("A manager reads it, and a member is told whom to ask", async ({ as, tenant }) => {
  const { page } = await as("manager");
  await page.goto(general(tenant));
  await expect(
    page.getByText("You can read this. An administrator of Zorggroep Linde can change it."),
  ).toBeVisible();
  await expect(save(page)).toHaveCount(0);
  await expect(page.getByText((await storedOf(tenant)).companyCode, { exact: true })).toBeVisible();
  const { page: theirs } = await as("member");
  await theirs.goto(general(tenant));
  await expect(heading(theirs)).toHaveText("Your role doesn’t open this page");
});

for (const look of LOOKS)
  test(`Settings > General holds up in ${look.language}, ${look.theme}, down to 320 pixels`, async ({
    visit,
    tenant,
  }) => {
    const { identity } = await newMember(tenant, "owner", { name: "Mila Visser" });
    const page = await visit({
      reducedMotion: "reduce",
      viewport: WIDE,
      storageState: await signedIn(identity.id),
    });
    await wear(page, look);
    await page.goto(general(tenant));
    await expect(page.locator("html")).toHaveAttribute("lang", look.language);
    await expectSound(page, look.theme);
    await page.locator("input[name=name]").fill("");
    await page.locator("input[name=accent]").fill("#ffd400");
    await page.locator("input[name=applicationUrl1]").fill("x".repeat(200));
    await page.locator("main form button[type=submit]").click();
    await expect(fault(page)).toBeVisible();
    await expectSound(page, look.theme);
  });
