import { readFile, writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { anyEmail, newMember, newPerson, type Tenant } from "@/lib/testing/factories";
import { faultsOf } from "./support/axe";
import { heading } from "./support/door";
import { invite } from "./support/invite";
import { expectSoundAsIs, wear } from "./support/looks";
import { mailbox } from "./support/mailbox";
import { expect, test } from "./support/test";

const GOOD = 285;

const addresses = (count: number) => Array.from({ length: count }, () => anyEmail());

/** A list with every kind of fault that a list of addresses can have. */
async function faultyList(tenant: Tenant, good: readonly string[]) {
  const active = await newMember(tenant, "member");
  const invited = await invite(tenant);
  const left = await newPerson(tenant, { leftAt: new Date() });
  const suspended = await newPerson(tenant, { suspendedAt: new Date() });
  const rows = [
    ...good.map((email, index) => `Anna ${index};${email};Member`),
    `Twice;${good[0]};Member`,
    `Active;${active.person.email};Member`,
    `Invited;${invited.email};Member`,
    `Left;${left.email};Member`,
    `Suspended;${suspended.email};Member`,
    "Nobody;;Member",
    "Slip;bo@lindetest;Member",
    "Typo;bo@gmial.com;Member",
    "Cyrillic;bo@lіnde.test;Member",
    "Full width;bo＠linde.test;Member",
    "Sum;=HYPERLINK(1);Member",
    `Unknown;${anyEmail()};Astronaut`,
    `None;${anyEmail()};`,
    `Long;${anyEmail()};Member;${"x".repeat(10_001)}`,
    `Control\u202E;${anyEmail()};Member`,
  ];
  return ["naam;e-mail;rol", ...rows].join("\n");
}

const paste = async (page: Page, slug: string, text: string) => {
  await page.goto(`/t/${slug}/settings/people/import`);
  await page.getByLabel("Paste people").fill(text);
};

test("S1 300 pasted lines with every kind of fault: three clicks, the good ones are invited, the rest come back with reasons", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner");
  const good = addresses(GOOD);
  await paste(page, tenant.slug, await faultyList(tenant, good));
  await page.getByRole("button", { name: "Check this list" }).click();
  await expect(heading(page)).toHaveText("Check before you invite");
  await expect(page.getByText("Nothing has been sent yet.")).toBeVisible();
  await expect(page.getByRole("row")).toHaveCount(16);
  for (const verdict of [
    "Twice in the list",
    "Already active",
    "No e-mail",
    "Check address",
    "Unknown role",
    "Cell too long",
  ])
    await expect(page.getByText(verdict).first()).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  await page.getByRole("button", { name: `Invite ${GOOD} people` }).click();
  await expect(heading(page)).toHaveText(`${GOOD} people are invited`, { timeout: 30_000 });
  await expect(page.getByText(`${GOOD} of ${GOOD} invitations stored`)).toBeVisible();

  const file = page.waitForEvent("download");
  await page.getByRole("link", { name: "Get these 15 as CSV with reasons" }).click();
  const csv = await readFile(await (await file).path(), "utf8");
  expect(csv.split("\r\n").filter(Boolean)).toHaveLength(16);
  expect(csv).toContain("'=HYPERLINK(1)");
  expect(csv).toContain("There is no role “Astronaut”");
  await mailbox.lastTo(good[0] ?? "", 1, 60_000);
  await mailbox.lastTo(good[GOOD - 1] ?? "", 1, 60_000);
});

test("Rows are mended in place, left out, and the better address is taken", async ({ as, tenant }) => {
  const { page } = await as("owner");
  const right = anyEmail();
  const list = `naam;e-mail;rol\nBo;bo@gmial.com;Member\nWilma;;Member\nRuud;${anyEmail()};Astronaut\nKees;x;Member`;
  await paste(page, tenant.slug, list);
  await page.getByRole("button", { name: "Check this list" }).click();
  await page.getByRole("button", { name: "Use bo@gmail.com" }).click();
  await expect(page.getByRole("row", { name: /Bo/ })).toHaveCount(0);
  await expect(page.getByText("Saved: Bo. 3 left to fix.")).toBeVisible();
  const address = page.getByLabel("E-mail address of row 3");
  await expect(address).toBeFocused();
  await address.fill("wilma@@linde");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row", { name: /Wilma/ }).getByRole("alert")).toContainText(
    "Enter an e-mail address such as",
  );
  await expect(address).toHaveValue("wilma@@linde");
  await address.fill(right);
  await page.getByRole("row", { name: /Wilma/ }).getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row", { name: /Wilma/ })).toHaveCount(0);
  await expect(page.getByLabel("Role of row 4")).toBeFocused();
  await page.getByLabel("Role of row 4").selectOption({ label: "Member" });
  await page.getByRole("row", { name: /Ruud/ }).getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row", { name: /Ruud/ })).toHaveCount(0);
  await page.getByRole("row", { name: /Kees/ }).getByRole("button", { name: "Leave out" }).click();
  await expect(page.getByRole("row", { name: /Kees/ })).toContainText("Left out");
  await page.getByRole("button", { name: "Invite 3 people" }).click();
  await expect(heading(page)).toHaveText("3 people are invited", { timeout: 30_000 });
  await mailbox.lastTo(right);
});

test("S2 Without JavaScript a file is read, its columns changed, and its people invited", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner", { javaScriptEnabled: false });
  const email = anyEmail();
  await page.goto(`/t/${tenant.slug}/settings/people/import`);
  await page.getByLabel("Or choose a file").setInputFiles({
    name: "people.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`wie;waar\nRené;${email}\n`, "latin1"),
  });
  await page.getByRole("button", { name: "Check this list" }).click();
  await page.getByRole("link", { name: "Change the columns" }).click();
  await page.getByLabel("E-mail address").selectOption({ index: 2 });
  await page.getByLabel("Name", { exact: true }).selectOption({ index: 1 });
  await page.getByRole("button", { name: "Read the rows again" }).click();
  await page.getByRole("row", { name: /waar/ }).getByRole("button", { name: "Leave out" }).click();
  await page.getByRole("button", { name: "Invite 1 person" }).click();
  await expect(async () => {
    await page.reload();
    await expect(heading(page)).toHaveText("1 person is invited", { timeout: 1000 });
  }).toPass();
  expect((await mailbox.lastTo(email)).text).toContain("René");
});

test("A workbook, a picture and a file that is too large are refused with what to do instead", async ({
  as,
  tenant,
}, testInfo) => {
  const { page } = await as("administrator");
  // From a disk, as people do it: twenty megabytes are not passed through the browser's remote control.
  const refused = async (content: Buffer, told: string) => {
    const file = testInfo.outputPath("people.csv");
    await writeFile(file, content);
    await page.goto(`/t/${tenant.slug}/settings/people/import`);
    await page.getByLabel("Or choose a file").setInputFiles(file);
    await page.getByRole("button", { name: "Check this list" }).click();
    await expect(page.getByRole("alert").getByText(told)).toBeVisible();
  };
  await refused(Buffer.from("504b0304140006000800", "hex"), "This is an Excel workbook.");
  await refused(Buffer.from("89504e470d0a1a0a", "hex"), "This is not a list of text.");
  await refused(Buffer.alloc(21 * 1024 * 1024, "x"), "This file is over 20 MB.");
});

test("An upload from elsewhere, of a stranger or of a member is refused", async ({
  as,
  tenant,
  playwright,
  baseURL,
}) => {
  const { page } = await as("member");
  const { page: eve } = await as("owner");
  const to = `/t/${tenant.slug}/settings/people/import/upload`;
  const send = (of: Page, origin: string) =>
    of.context().request.post(to, {
      headers: { origin },
      multipart: { text: anyEmail() },
      maxRedirects: 0,
      failOnStatusCode: false,
    });
  expect((await send(page, baseURL ?? "")).status()).toBe(403);
  expect((await send(eve, "https://elsewhere.example")).status()).toBe(403);
  const nobody = await playwright.request.newContext({ baseURL: baseURL ?? "" });
  const answer = await nobody.post(to, { multipart: { text: anyEmail() }, maxRedirects: 0 });
  expect([answer.status(), answer.headers().location]).toEqual([303, expect.stringContaining("/sign-in")]);
});

test("In Dutch and on a phone nothing is cut off", async ({ as, tenant }) => {
  const { page } = await as("owner");
  await page.setViewportSize({ width: 360, height: 640 });
  await paste(page, tenant.slug, `naam;e-mail;rol\nBo;bo@gmial.com;Member\nAnna;${anyEmail()};Member`);
  await page.getByRole("button", { name: "Check this list" }).click();
  await wear(page, { language: "nl", theme: "light" });
  await page.reload();
  await expect(heading(page)).toHaveText("Controleer voordat u uitnodigt");
  await expectSoundAsIs(page);
});

test("S2 Several addresses in the panel each say what would become of them, and the good ones leave", async ({
  as,
  tenant,
}) => {
  const { page } = await as("administrator");
  const [one, two] = [anyEmail(), anyEmail()];
  await page.goto(`/t/${tenant.slug}/settings/people/invite`);
  const panel = page.getByRole("dialog");
  await panel.getByLabel("E-mail addresses").fill(`Anna <${one}>, ${two}; info@linde.test bo@gmial.com`);
  const chips = panel.getByRole("list", { name: "E-mail addresses" });
  await expect(chips.getByRole("listitem")).toHaveCount(4);
  await expect(panel.getByText("Several people may read this mailbox.")).toBeVisible();
  await expect(panel.getByRole("button", { name: "Send 3 invitations" })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await panel.getByRole("button", { name: "Take out bo@gmial.com" }).click();
  await expect(chips.getByRole("listitem")).toHaveCount(3);
  await panel.getByRole("button", { name: "Send 3 invitations" }).click();
  await expect(heading(page)).toHaveText("3 people are invited", { timeout: 30_000 });
  await mailbox.lastTo(one);
  await mailbox.lastTo(two);
});

test("S2 Without JavaScript several addresses with a doubtful one are shown before any of them is invited", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner", { javaScriptEnabled: false });
  await page.goto(`/t/${tenant.slug}/settings/people/invite`);
  await page.getByLabel("E-mail addresses").fill(`${anyEmail()}\n${anyEmail()}\nbo@gmial.com`);
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(heading(page)).toHaveText("Check before you invite");
  await expect(page.getByRole("row", { name: /bo@gmial.com/ })).toContainText("Check address");
  await page.getByRole("button", { name: "Invite 2 people" }).click();
  await expect(page.getByText("2 invited")).toBeVisible();
});

test("The review can be read at every width: beside the side bar no column is narrower than its words", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner");
  await paste(
    page,
    tenant.slug,
    `naam;e-mail;rol\nBo;bo@gmial.com;Member\nRuud;${anyEmail()};Astronaut\nAnna;${anyEmail()};Member`,
  );
  await page.getByRole("button", { name: "Check this list" }).click();
  await expect(heading(page)).toHaveText("Check before you invite");
  for (const width of [640, 899, 1023, 1119, 1120, 1279]) {
    await page.setViewportSize({ width, height: 860 });
    await expectSoundAsIs(page, `the review at ${width}`);
    const field = await page.getByLabel("E-mail address of row 2").boundingBox();
    expect.soft(field?.width, `the address at ${width}`).toBeGreaterThan(90);
    const cell = await page.getByText(/@/).last().boundingBox();
    expect.soft(cell?.width, `an address to be read at ${width}`).toBeGreaterThan(90);
  }
});
