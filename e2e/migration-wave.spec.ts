import { readFile } from "node:fs/promises";
import { anyEmail, type Tenant } from "@/lib/testing/factories";
import { oldAccount, oldList } from "@/lib/testing/legacy";
import { faultsOf } from "./support/axe";
import { heading } from "./support/door";
import { tabTo } from "./support/keyboard";
import { DUTCH_DARK, expectSound, WIDE, wear } from "./support/looks";
import { mailbox } from "./support/mailbox";
import { expect, test } from "./support/test";

/** So many old accounts of an office, and three that need somebody. */
async function accountsOf(tenant: Tenant, count: number, office = "Zuid") {
  const importId = await oldList(tenant);
  const sound = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      oldAccount(tenant, {
        importId,
        office,
        name: `Anna ${String(index).padStart(3, "0")}`,
        ...(index % 3 > 0 && { hash: { scheme: "bcrypt", hash: "x" } }),
      }),
    ),
  );
  for (const verdict of ["no_email", "role_unknown", "two_offices"])
    await oldAccount(tenant, { importId, office, verdict, name: `Bo ${verdict}` });
  return sound;
}

const newWave = (tenant: Tenant, office = "Zuid") =>
  `/t/${tenant.slug}/settings/migration/waves/new?office=${office}`;

test("H14 H15 H27 Forty people are moved in three clicks after a dry run, and the wave is rolled back", async ({
  as,
  visit,
  tenant,
}) => {
  const { page } = await as("owner");
  await page.setViewportSize(WIDE);
  const accounts = await accountsOf(tenant, 40);
  const email = accounts[0]?.email ?? "";
  await page.goto(newWave(tenant));
  await expect(heading(page)).toHaveText("Move people");
  await expect(page.getByText("Nothing has been sent yet.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Stay behind 3" })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  await page.getByRole("button", { name: "Move 40 people" }).click();
  await expect(heading(page)).toHaveText("Are you sure?");
  await expect(page.getByText("40 people get a mail with a link")).toBeVisible();
  await expect(page.getByText("3 accounts stay behind")).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "Yes, move 40 people" }).click();
  await expect(heading(page)).toHaveText("Wave 1");
  await expect(page.getByText("Congratulations!")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("40 mails are on their way.")).toBeVisible();
  await expect(page.getByText("40 of 43")).toBeVisible();
  await expect(page.getByText("Nobody has moved so far.")).toBeVisible();
  await expect(page.getByText("3 accounts need you.")).toBeVisible();
  await expectSound(page, "light");

  await page.getByRole("link", { name: "Needs you 3" }).click();
  await expect(page.getByRole("row")).toHaveCount(4);
  await expect(page.getByText("The old role has no role here yet")).toBeVisible();
  const file = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export" }).click();
  expect((await file).suggestedFilename()).toMatch(/^[\w-]+-wave-1-\d{4}-\d{2}-\d{2}\.csv$/);
  const csv = await readFile(await (await file).path(), "utf8");
  expect(csv.split("\r\n").filter(Boolean)).toHaveLength(44);
  expect(csv).toMatch(/"Anna 039";"[^"]+";"Mail sent";"";""\r\n/);
  expect(csv).toMatch(/"Bo role_unknown";"[^"]*";"Needs you";"The old role has no role here yet";""\r\n/);

  const mail = await mailbox.lastTo(email);
  expect(mail.subject).toBe("Account verification: activate your account at Zorggroep Linde");
  const link = /http:\/\/\S+\/i\/[\w-]{43}/.exec(mail.text)?.[0] ?? "";
  const anna = await visit();
  await anna.goto(link);
  await expect(anna).toHaveURL(/\/invitation\//);

  await page.getByRole("link", { name: "Roll back this wave" }).click();
  await expect(heading(page)).toHaveText("Roll back wave 1?");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "Yes, roll it back" }).click();
  await expect(page.getByText("40 accounts are back as before.")).toBeVisible({ timeout: 30_000 });
  await (await visit()).goto(link);
  await page.goto(newWave(tenant));
  await expect(page.getByRole("button", { name: "Move 40 people" })).toBeVisible();
});

test("H11 No moves nobody, and a plan for a day is made by keyboard and taken back", async ({
  as,
  tenant,
}) => {
  const { page } = await as("administrator");
  await accountsOf(tenant, 2);
  await page.goto(newWave(tenant));
  await tabTo(page, page.locator("summary", { hasText: "Name, language" }));
  await page.keyboard.press("Enter");
  await page.getByLabel("Name of the wave").fill("Team South");
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("Start on another day").fill(day(-1));
  await page.getByRole("button", { name: "Move 2 people" }).click();
  await expect(page.getByRole("link", { name: "Choose a day from tomorrow on" })).toBeVisible();
  await expect(page.getByLabel("Name of the wave")).toHaveValue("Team South");
  await page.getByLabel("Start on another day").fill(day(20));
  await tabTo(page, page.getByRole("button", { name: "Move 2 people" }));
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Are you sure?");
  await tabTo(page, page.getByRole("link", { name: "No, go back" }));
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Name of the wave")).toHaveValue("Team South");
  await page.getByRole("button", { name: "Move 2 people" }).click();
  await page.getByRole("button", { name: "Yes, plan it for 2 people" }).click();
  await expect(heading(page)).toHaveText("Wave 1, Team South");
  await expect(page.getByText("Notice, 14 days before")).toBeVisible();
  await expect(page.getByText("0 of 5")).toBeVisible();
  await expect(page.getByText("3 accounts need you.")).toBeVisible();
  await expect(page.getByRole("row", { name: "Bo no_email" })).toContainText("No e-mail address");
  await page.getByRole("button", { name: "Cancel the plan" }).click();
  await expect(page.getByText("The rest was cancelled", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Plan it again" }).click();
  await expect(page.getByLabel("Name of the wave")).toHaveValue("Team South");
  await expect(page.getByRole("button", { name: "Move 2 people" })).toBeVisible();
});

test("What no page writes into the address of a wave's pages is no fault", async ({ as, tenant }) => {
  const { page } = await as("administrator");
  await accountsOf(tenant, 1);
  await page.goto(newWave(tenant));
  const odd = ["%00", "a%00b", "%ff", "x".repeat(3000), "2026-02-31", "abc"];
  for (const one of odd)
    for (const name of ["q", "office", "name", "note", "plannedFor", "sure=yes&plannedFor"]) {
      const answer = await page.request.get(
        name === "office" ? newWave(tenant, one) : `${newWave(tenant)}&${name}=${one}`,
      );
      expect(answer.status(), `${name}=${one.slice(0, 20)}`).toBeLessThan(400);
    }
  await page.getByRole("button", { name: "Move 1 person" }).click();
  await page.getByRole("button", { name: "Yes, move 1 person" }).click();
  await expect(heading(page)).toHaveText("Wave 1");
  for (const one of odd)
    expect((await page.request.get(`${page.url()}?q=${one}&tab=${one}&after=${one}`)).status()).toBeLessThan(
      400,
    );
});

test("H14 In Dutch, dark and without JavaScript a wave is begun and its page is read", async ({
  as,
  visit,
  tenant,
}) => {
  const { page } = await as("owner", { javaScriptEnabled: false });
  await wear(page, DUTCH_DARK);
  await accountsOf(tenant, 3);
  await page.goto(newWave(tenant));
  await page.getByRole("button", { name: "3 mensen overzetten" }).click();
  await expect(heading(page)).toHaveText("Weet u het zeker?");
  await page.getByRole("button", { name: "Ja, 3 mensen overzetten" }).click();
  await expect(heading(page)).toHaveText("Ronde 1");
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("Gefeliciteerd!")).toBeVisible({ timeout: 1000 });
  }).toPass();

  const seen = await visit({ storageState: await page.context().storageState(), viewport: WIDE });
  for (const address of [
    page.url(),
    `${page.url()}?back=yes`,
    newWave(tenant),
    `/t/${tenant.slug}/settings/migration/waves`,
  ]) {
    await seen.goto(address);
    await expect(seen.locator("html")).toHaveAttribute("lang", "nl");
    await expectSound(seen, "dark");
  }
});

test("H14 Who may not move people does not see a wave", async ({ as, tenant }) => {
  const { page } = await as("manager");
  await oldAccount(tenant, { email: anyEmail() });
  const answer = await page.goto(newWave(tenant));
  expect(answer?.status()).toBe(403);
});
