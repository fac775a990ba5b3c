import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { withSystem } from "@/lib/access/doors";
import { anyEmail, newMember, newPerson, type Tenant } from "@/lib/testing/factories";
import { codeOf } from "./support/authenticator";
import { faultsOf } from "./support/axe";
import { heading } from "./support/door";
import { tabTo, typeInto } from "./support/keyboard";
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

async function bring(page: Page, tenant: Tenant, text: string): Promise<void> {
  await page.goto(at(tenant, "/import"));
  await page.getByLabel("Name of the old system").fill("HomeTrak");
  await page.getByLabel("Or paste cells").fill(text);
  await page.getByRole("button", { name: "Check this list" }).click();
  await expect(heading(page)).toHaveText("The list is checked", { timeout: 30_000 });
}

const rowOf = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(name) });
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
  await rowOf(page, "Noel").getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("No old account here")).toBeVisible();

  await page.goto(at(tenant, "/accounts?standing=waits"));
  expect(await faultsOf(page)).toEqual([]);
  await rowOf(page, "Slip Typo").getByRole("button", { name: "Use slip@gmail.com" }).click();
  await expect(rowOf(page, "Slip Typo")).toHaveCount(0);
  await rowOf(page, "Desk").getByRole("button", { name: "Keep as it is" }).click();
  await expect(rowOf(page, "Desk")).toHaveCount(0);
  await rowOf(page, "Off Line").getByRole("button", { name: "Leave out" }).click();
  await expect(rowOf(page, "Off Line")).toHaveCount(0);
  await rowOf(page, "Odd Hash").getByRole("button", { name: "Go on without it, all of these" }).click();
  await expect(rowOf(page, "Odd Hash")).toHaveCount(0);

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
  await expect(rowOf(page, "Plan Ner")).toContainText("Ready");
  await page.goto(at(tenant, "/accounts?standing=left_out"));
  await rowOf(page, "Off Line").getByRole("button", { name: "Take in again" }).click();
  await expect(rowOf(page, "Off Line")).toHaveCount(0);
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
  await expect(rowOf(page, "B. Bos")).toContainText("Bea Bos");
  await expect(rowOf(page, "B. Bos")).toContainText(/Manager, here since/);
  await rowOf(page, "B. Bos").getByRole("button", { name: "This is the same person" }).click();
  await expect(rowOf(page, "B. Bos")).toHaveCount(0);
  await rowOf(page, "Cor Kok").getByRole("button", { name: "Another person" }).click();
  await expect(page.getByText("No old account here")).toBeVisible();
  await page.goto(at(tenant, "/accounts?standing=ready"));
  await expect(rowOf(page, "B. Bos").getByRole("button", { name: "Not this person" })).toBeVisible();
  await expect(rowOf(page, "Cor Kok").getByRole("button", { name: "Not this person" })).toHaveCount(0);
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
  await expect(rowOf(page, "anna")).toContainText("Ready");
  await expect(rowOf(page, "anna")).toContainText("MD5");
});

test("H3 a file without user names is told with the columns it has, and one of bytes as what it is", async ({
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
  await expect(page.getByText("Columns in your list: Naam, Mail.")).toBeVisible();
  await choose("people.csv", Buffer.from("PK\u0003\u0004abc"));
  await expect(page.getByRole("alert").getByText("This is an Excel workbook.")).toBeVisible();
});

test("H3 a list is asked for only after a fresh proof, without JavaScript too", async ({ tenant, visit }) => {
  const { identity } = await newMember(tenant, "owner");
  const storageState = await signedIn(identity.id);
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update sessions set proofs = '[{"kind": "totp", "at": "2020-01-01T00:00:00Z"}]'::jsonb
      where identity_id = ${identity.id}`),
  );
  const page = await visit({ storageState, javaScriptEnabled: false });
  await page.goto(at(tenant, "/import"));
  await expect(page.getByLabel("Choose a file")).toHaveCount(0);
  await page.getByLabel("Code from your app").fill(await codeOf(identity.key ?? ""));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Name of the old system").fill("HomeTrak");
  await page.getByLabel("Or paste cells").fill(`UserName;E-mail\nanna;${anyEmail()}`);
  await page.getByRole("button", { name: "Check this list" }).click();
  await page.goto(at(tenant, "/accounts"));
  await expect(rowOf(page, "anna")).toBeVisible();
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
  await expect(page.getByText("No old account here")).toBeVisible();
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

for (const look of [
  { language: "en", theme: "light" },
  { language: "nl", theme: "dark" },
])
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
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update people set language = null where id = ${member.person.id}`),
    );
    const storageState = await signedIn(member.identity.id);
    const page = await visit({ bypassCSP: true, reducedMotion: "reduce", storageState });
    const value = encodeURIComponent(JSON.stringify(look));
    await page
      .context()
      .addCookies([{ name: "__Host-look", value, domain: "localhost", path: "/", secure: true }]);
    for (const path of [
      at(tenant),
      at(tenant, "/accounts"),
      at(tenant, "/accounts?standing=waits"),
      at(tenant, "/roles"),
      at(tenant, "/import"),
      listPath,
    ]) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(path);
      await expect(page.locator("html")).toHaveAttribute("lang", look.language);
      await expect(page.locator("html")).toHaveAttribute("data-theme", look.theme);
      expect.soft(await faultsOf(page), path).toEqual([]);
      for (const width of [360, 320]) {
        await page.setViewportSize({ width, height: 740 });
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect.soft(over, `${path} scrolls sideways at ${width}`).toBe(0);
      }
      expect.soft(await faultsOf(page), `${path}, narrow`).toEqual([]);
      const shots = process.env["SHOTS"];
      if (shots) {
        const name = path
          .split("/")
          .slice(4)
          .join("-")
          .replace(/[0-9a-f-]{36}/, "list")
          .replace(/\W+/g, "-");
        await page.setViewportSize({ width: 360, height: 740 });
        await page.screenshot({ path: `${shots}/${name}-${look.language}-360.png`, fullPage: true });
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.screenshot({ path: `${shots}/${name}-${look.language}-1280.png`, fullPage: true });
      }
    }
  });
