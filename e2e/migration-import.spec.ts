import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { withSystem } from "@/lib/access/doors";
import { anyEmail, newMember, newPerson, type Tenant } from "@/lib/testing/factories";
import { codeOf } from "./support/authenticator";
import { faultsOf } from "./support/axe";
import { heading } from "./support/door";
import { tabTo, typeInto } from "./support/keyboard";
import { expectSound, LOOKS, WIDE, wear } from "./support/looks";
import { row } from "./support/people";
import { ageProofs } from "./support/proofs";
import { expect, signedIn, test } from "./support/test";

const at = (tenant: Tenant, page = "") => `/t/${tenant.slug}/settings/migration${page}`;
const HEAD = "UserName;Office;Full Name;E-mail;Cell;Active;Role;PasswordHash;HashScheme";

/** Forty accounts of two offices, with a fault of nearly each kind. */
function faultyList(shared: string, known: string): string {
  const good = Array.from({ length: 30 }, (_, n) => `user${n};Zuid;Person ${n};${anyEmail()};;true;`);
  const faults = [
    "noel;Zuid;Noel Nomail;;;true;",
    "mal;Zuid;Mal Formed;mal@linde;;true;",
    `one;Zuid;One Bos;${shared};;true;`,
    `two;Zuid;Two Bos;${shared};;true;`,
    `three;Noord;Three Bos;${shared};;true;`,
    `off;Noord;Off Line;${anyEmail()};;false;`,
    "slip;Noord;Slip Typo;slip@gmial.com;;true;",
    `plan;Noord;Plan Ner;${anyEmail()};;true;Planning`,
    `here;Noord;Here Already;${known};;true;`,
    "info;Noord;Desk;info@linde.test;;true;",
    `odd;Noord;Odd Hash;${anyEmail()};;true;;xyz;argon2i`,
    `;Noord;No Name;${anyEmail()};;true;`,
  ];
  return [HEAD, ...good, ...faults].join("\n");
}

async function paste(page: Page, tenant: Tenant, text: string): Promise<void> {
  await page.goto(at(tenant, "/import"));
  await page.getByLabel("Name of the old system").fill("HomeTrak");
  await page.getByLabel("Or paste cells").fill(text);
  await page.getByRole("button", { name: "Check this list" }).click();
}

async function bring(page: Page, tenant: Tenant, text: string): Promise<void> {
  await paste(page, tenant, text);
  await expect(heading(page)).toHaveText("The list is checked", { timeout: 30_000 });
}

const verdict = (name: string) => ({ name, exact: true });

test("H3 a list with every kind of fault: the numbers stand by office, each fault is mended in its row, nobody is mailed", async ({
  as,
  tenant,
}) => {
  test.slow();
  const { page } = await as("owner");
  const known = await newPerson(tenant, { name: "Bea Known", role: "manager" });
  await page.goto(`/t/${tenant.slug}`);
  await page.getByRole("link", { name: "Migration" }).click();
  await expect(page.getByText("No old accounts yet")).toBeVisible();
  await page.getByRole("link", { name: "Bring a list" }).click();
  await bring(page, tenant, faultyList(anyEmail(), known.email ?? ""));
  await expect(
    page.getByText("Lines without a user name, or with one that cannot be used: 43."),
  ).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  await page.getByRole("link", { name: "To the overview" }).click();
  await expect(page.getByRole("link", { name: "Move 31 people" }).first()).toBeVisible();
  await expect(page.getByRole("row", { name: /Zuid/ })).toContainText("31");
  expect(await faultsOf(page)).toEqual([]);

  await page.getByRole("link", verdict("No e-mail")).click();
  const email = anyEmail();
  await page.getByLabel("E-mail address of noel").fill(email);
  await row(page, "Noel").getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("No old account here")).toBeVisible();

  await page.goto(at(tenant, "/accounts?standing=waits"));
  expect(await faultsOf(page)).toEqual([]);
  await row(page, "Slip Typo").getByRole("button", { name: "Use slip@gmail.com" }).click();
  await expect(row(page, "Slip Typo")).toHaveCount(0);
  await row(page, "Desk").getByRole("button", { name: "Keep as it is" }).click();
  await expect(row(page, "Desk")).toHaveCount(0);
  await row(page, "Off Line").getByRole("button", { name: "Leave out" }).click();
  await expect(row(page, "Off Line")).toHaveCount(0);
  await row(page, "Odd Hash").getByRole("button", { name: "Go on without it, all of these" }).click();
  await expect(row(page, "Odd Hash")).toHaveCount(0);

  await page.getByRole("link", { name: "Roles" }).last().click();
  await page.getByLabel("Role here for Planning").selectOption({ label: "Manager" });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(
    page
      .getByRole("row", { name: /Planning/ })
      .getByRole("cell")
      .first(),
  ).toHaveText("Manager");
  expect(await faultsOf(page)).toEqual([]);

  await page.goto(at(tenant, "/accounts?q=plan"));
  await expect(row(page, "Plan Ner")).toContainText("Ready");
  await page.goto(at(tenant, "/accounts?standing=left_out"));
  await row(page, "Off Line").getByRole("button", { name: "Take in again" }).click();
  await expect(row(page, "Off Line")).toHaveCount(0);
  await page.goto(`/t/${tenant.slug}/settings/people?q=${email}`);
  await expect(page.getByText("Not invited").first()).toBeVisible();
});

test("H12 an old account lies beside whom it may be: the same person keeps roles and address, H13 another one is kept apart", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner");
  const bea = await newPerson(tenant, { name: "Bea Bos", role: "manager" });
  await newPerson(tenant, { name: "Cor Kok" });
  await bring(page, tenant, `${HEAD}\nbb;Zuid;B. Bos;${bea.email};;1;\nck;Zuid;Cor Kok;${anyEmail()};;1;`);
  await page.goto(at(tenant, "/accounts?verdict=already_person"));
  await expect(row(page, "B. Bos")).toContainText("Bea Bos");
  await expect(row(page, "B. Bos")).toContainText(/Manager, in the list since .*, not invited/);
  await row(page, "B. Bos").getByRole("button", { name: "This is the same person" }).click();
  await expect(row(page, "B. Bos")).toHaveCount(0);
  await row(page, "Cor Kok").getByRole("button", { name: "Another person" }).click();
  await expect(page.getByText("No old account here")).toBeVisible();
  await page.goto(at(tenant, "/accounts?standing=ready"));
  await expect(row(page, "B. Bos").getByRole("button", { name: "Not this person" })).toBeVisible();
  await expect(row(page, "Cor Kok").getByRole("button", { name: "Not this person" })).toHaveCount(0);
  await page.goto(`/t/${tenant.slug}/settings/people?q=Kok`);
  await expect(page.getByRole("row", { name: /Cor Kok/ })).toHaveCount(2);
});

test("H14 what waits comes back as a list with reasons, without a password, is mended and brought again", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner");
  const hash = "030ea2dc1c1847a2152c3330bc467b79";
  await bring(page, tenant, `${HEAD}\nanna;Zuid;=Anna;;;1;;${hash};MD5\nbo;Zuid;Bo;${anyEmail()};;1;;;`);
  const file = page.waitForEvent("download");
  await page.getByRole("link", { name: "Get these as CSV with reasons" }).click();
  const csv = await readFile(await (await file).path(), "utf8");
  expect(csv).toContain("No e-mail: Add an address");
  expect(csv).toContain("'=Anna");
  expect(csv).not.toContain(hash);
  expect(csv.split("\r\n").filter(Boolean)).toHaveLength(2);
  await bring(page, tenant, csv.replace('"";"";"yes"', `"${anyEmail()}";"";"yes"`));
  await expect(page.getByText("Changed since the last list")).toBeVisible();
  await page.goto(at(tenant, "/accounts?q=anna"));
  await expect(row(page, "anna")).toContainText("Ready");
  await expect(row(page, "anna")).toContainText("MD5");
});

const STRANGE = "EMPNO;INLOG;VEST;MAILBOX;PWD";
const BCRYPT = "$2b$05$abcdefghijklmnopqrstuu.NRyyE5ha4v3LX0Ejxb4eIX7CE.O/J2";
const strangeRow = (name: string) => `1017;${name};Zuid;${anyEmail()};${BCRYPT}`;
const column = (page: Page, name: string) => page.getByLabel(name, { exact: true });

test("H3 where a list does not say what its columns hold, somebody says it once; H5 no password is shown", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner");
  await paste(page, tenant, [STRANGE, strangeRow("anna"), strangeRow("bo")].join("\n"));
  await expect(heading(page)).toHaveText("What is in the columns?");
  await expect(page.getByText("anna · bo")).toBeVisible();
  expect(await page.content()).not.toContain(BCRYPT.slice(0, 20));
  await expect(page.getByText("Not shown: it may hold passwords or keys.")).toHaveCount(1);
  await expect(column(page, "MAILBOX")).toHaveValue("email");
  await expect(column(page, "PWD")).toHaveValue("hash");
  expect(await faultsOf(page)).toEqual([]);

  const read = page.getByRole("button", { name: "Read this list" });
  await column(page, "VEST").selectOption({ label: "Office" });
  await read.click();
  await expect(page.getByText("Say which column holds the old user name.")).toBeVisible();
  await expect(column(page, "VEST")).toHaveValue("office");
  await column(page, "INLOG").selectOption({ label: "User name" });
  await column(page, "EMPNO").selectOption({ label: "User name" });
  await read.click();
  await expect(column(page, "INLOG")).toHaveAttribute("aria-invalid", "true");
  await column(page, "EMPNO").selectOption({ label: "Not used" });
  const other = await page.context().newPage();
  await other.goto(page.url());
  await read.click();
  await expect(heading(page)).toHaveText("The list is checked", { timeout: 30_000 });
  await expect(page.getByText("Columns that were not used: EMPNO.")).toBeVisible();

  await column(other, "INLOG").selectOption({ label: "User name" });
  await other.getByRole("button", { name: "Read this list" }).click();
  await expect(other.getByText("This list has moved on")).toBeVisible();
  await other.getByRole("link", { name: "Load the page again" }).click();
  await expect(heading(other)).toHaveText("The list is checked");
  await page.goto(at(tenant, "/accounts?q=anna"));
  await expect(row(page, "anna")).toContainText("Ready");
  await bring(page, tenant, [STRANGE, strangeRow("cees")].join("\n"));
});

test("H3 the columns are said without JavaScript too, or the list is left and nothing of it is kept", async ({
  tenant,
  visit,
}) => {
  const { identity } = await newMember(tenant, "owner");
  const storageState = await signedIn(identity.id);
  const page = await visit({ storageState, javaScriptEnabled: false });
  await paste(page, tenant, `anna;${anyEmail()}\nbo;${anyEmail()}`);
  await expect(page.getByLabel("The first row is an account as well")).toBeChecked();
  await page.getByRole("button", { name: "Leave this list" }).click();
  await expect(heading(page)).toHaveText("Bring a list of old accounts");
  await page.getByRole("link", { name: "HomeTrak, 0 rows" }).click();
  await expect(heading(page)).toHaveText("This list was left");

  await paste(page, tenant, `anna;${anyEmail()}\nbo;${anyEmail()}`);
  await column(page, "Column 1").selectOption("userName");
  await page.getByRole("button", { name: "Read this list" }).click();
  await page.goto(at(tenant, "/accounts"));
  await expect(async () => {
    await page.reload();
    await expect(row(page, "bo")).toBeVisible({ timeout: 1000 });
  }).toPass();
});

test("H14 all that were switched off are left out after a question, and taken in again", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner");
  const off = Array.from({ length: 4 }, (_, n) => `off${n};Zuid;Off ${n};${anyEmail()};;no;`);
  await bring(page, tenant, [HEAD, ...off, `on;Zuid;On;${anyEmail()};;yes;`].join("\n"));
  await page.getByRole("link", verdict("Switched off")).click();
  await page.getByRole("link", { name: "Leave out these 4" }).click();
  await expect(heading(page)).toHaveText("Leave out these 4 old accounts?");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("link", { name: "Keep them" }).click();
  await page.getByRole("link", { name: "Leave out these 4" }).click();
  await page.getByRole("button", { name: "Leave out 4" }).click();
  await expect(page.getByText("4 old accounts were left out together")).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "Take these 4 in again" }).click();
  await expect(page.getByText("No old account here")).toBeVisible();
  await page.goto(at(tenant, "/accounts?verdict=inactive"));
  await expect(page.getByRole("link", { name: "Leave out these 4" })).toBeVisible();
});

test("H3 a file without user names is asked about, and one of bytes is told what it is", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner");
  const choose = async (name: string, buffer: Buffer) => {
    await page.goto(at(tenant, "/import"));
    await page.getByLabel("Name of the old system").fill("HomeTrak");
    await page.getByLabel("Choose a file").setInputFiles({ name, mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: "Check this list" }).click();
  };
  await choose("people.csv", Buffer.from("Naam;Mail\nRené;rene@linde.test\n", "latin1"));
  await expect(column(page, "Naam")).toHaveValue("name");
  await expect(page.getByText("René")).toBeVisible();
  await choose("people.csv", Buffer.from("PK\u0003\u0004abc"));
  await expect(page.getByRole("alert").getByText("This is an Excel workbook.")).toBeVisible();
});

test("H3 a list is asked for only after a fresh proof, without JavaScript too", async ({ tenant, visit }) => {
  const { identity } = await newMember(tenant, "owner");
  const storageState = await signedIn(identity.id);
  await ageProofs(identity.id);
  const page = await visit({ storageState, javaScriptEnabled: false });
  await page.goto(at(tenant, "/import"));
  await expect(page.getByLabel("Choose a file")).toHaveCount(0);
  await page.getByLabel("Code from your app").fill(await codeOf(identity.key ?? ""));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Name of the old system").fill("HomeTrak");
  await page.getByLabel("Or paste cells").fill(`UserName;E-mail\nanna;${anyEmail()}`);
  await page.getByRole("button", { name: "Check this list" }).click();
  await page.goto(at(tenant, "/accounts"));
  await expect(row(page, "anna")).toBeVisible();
});

test("H3 a list is brought and mended by keyboard alone", async ({ as, tenant }) => {
  const { page } = await as("owner");
  await page.goto(at(tenant, "/import"));
  await typeInto(page, page.getByLabel("Name of the old system"), "HomeTrak");
  await tabTo(page, page.getByLabel("Or paste cells"));
  await page.keyboard.insertText("UserName;Name;E-mail\nanna;Anna;");
  await tabTo(page, page.getByRole("button", { name: "Check this list" }));
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("The list is checked", { timeout: 30_000 });
  await tabTo(page, page.getByRole("link", verdict("No e-mail")));
  await page.keyboard.press("Enter");
  await typeInto(page, page.getByLabel("E-mail address of anna"), anyEmail());
  await page.keyboard.press("Enter");
  await expect(page.getByText("Saved: Anna. Nothing left to fix.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "No old account here" })).toBeFocused();
});

test("H3 a list of more than a form may hold is read as it comes in, and one of another site is not", async ({
  as,
  tenant,
  baseURL,
}) => {
  const { page } = await as("owner");
  const many = Array.from({ length: 6000 }, (_, n) => `user${n};Zuid;Person ${n};${anyEmail()};;true;`);
  const text = [HEAD, ...many].join("\n");
  expect(text.length).toBeGreaterThan(256 * 1024);
  const send = (origin: string) =>
    page.context().request.post(at(tenant, "/import/upload"), {
      headers: { origin },
      multipart: { source: "HomeTrak", text },
      maxRedirects: 0,
      failOnStatusCode: false,
    });
  expect((await send("https://elsewhere.example")).status()).toBe(403);
  const taken = await send(baseURL ?? "");
  expect(taken.status()).toBe(303);
  await page.goto(taken.headers().location ?? "");
  await expect(page.getByText("6,000").first()).toBeVisible();
});

test("H3 another company's list and accounts are not found, and a member's role opens nothing", async ({
  as,
  tenant,
  baseURL,
}) => {
  const { page: theirs } = await as("owner");
  await bring(theirs, tenant, `UserName;E-mail\nanna;${anyEmail()}`);
  const address = theirs.url();
  const { page } = await as("manager");
  expect((await page.goto(address))?.status()).toBe(403);
  expect((await page.goto(at(tenant)))?.status()).toBe(403);
  const send = await page.context().request.post(at(tenant, "/import/upload"), {
    headers: { origin: baseURL ?? "" },
    multipart: { source: "x", text: "UserName\nanna" },
    maxRedirects: 0,
    failOnStatusCode: false,
  });
  expect(send.status()).toBe(403);
});

for (const look of LOOKS)
  test(`H3 the pages of the migration hold up in ${look.language}, ${look.theme}, down to 320 pixels`, async ({
    as,
    visit,
    tenant,
  }) => {
    test.slow();
    const { page: first, member } = await as("owner", { name: "Mila Visser" });
    const known = await newPerson(tenant, { name: "Bea Known", role: "manager" });
    await bring(first, tenant, faultyList(anyEmail(), known.email ?? ""));
    const listPath = new URL(first.url()).pathname;
    await paste(first, tenant, [STRANGE, strangeRow("anna")].join("\n"));
    await expect(heading(first)).toHaveText("What is in the columns?");
    const columnsPath = new URL(first.url()).pathname;
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update people set language = null where id = ${member.person.id}`),
    );
    const storageState = await signedIn(member.identity.id);
    const page = await visit({ reducedMotion: "reduce", viewport: WIDE, storageState });
    await wear(page, look);
    for (const path of [
      at(tenant),
      at(tenant, "/accounts"),
      at(tenant, "/accounts?standing=waits"),
      at(tenant, "/roles"),
      at(tenant, "/import"),
      listPath,
      columnsPath,
      at(tenant, "/accounts/leave-out?verdict=inactive"),
    ]) {
      await page.goto(path);
      await expect(page.locator("html")).toHaveAttribute("lang", look.language);
      await expect(page.locator("html")).toHaveAttribute("data-theme", look.theme);
      await expectSound(page, look.theme, path);
    }
  });
