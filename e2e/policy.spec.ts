import { eq, sql } from "drizzle-orm";
import { tenants } from "@/db/schema/tenants";
import { lookUp, withSystem } from "@/lib/access/doors";
import { newMember, PASSWORD, personNow, type Tenant } from "@/lib/testing/factories";
import { minutesFromNow } from "@/lib/time";
import { codeOf } from "./support/authenticator";
import { fault, givePassword, heading } from "./support/door";
import { invite } from "./support/invite";
import { expectSound, WIDE, wear } from "./support/looks";
import { ageProofs } from "./support/proofs";
import { expect, signedIn, test } from "./support/test";

const NINE_DAYS = 9 * 24 * 60;
const address = (tenant: Tenant) => `/t/${tenant.slug}/settings/sign-in`;

const policyIn = async (tenant: Tenant) => {
  const [row] = await lookUp("housekeeping", (db) =>
    db.select({ policy: tenants.policy }).from(tenants).where(eq(tenants.id, tenant.id)),
  );
  return row?.policy;
};

const givePolicy = (tenant: Tenant, policy: object) =>
  withSystem("create tenant", (tx) =>
    tx.execute(sql`update tenants set policy = ${JSON.stringify(policy)}::jsonb where id = ${tenant.id}`),
  );

const giveDate = (personId: string, minutes: number) =>
  withSystem("housekeeping", (tx) =>
    tx.execute(sql`update people
      set second_step_due_at = ${minutesFromNow(minutes).toISOString()}::timestamptz, active_at = null, second_step_at = null
      where id = ${personId}`),
  );

test("An owner starts from a preset, adjusts it, sees who is affected, and saves", async ({ as, tenant }) => {
  await givePolicy(tenant, { preset: "modern", secondStep: "offered", passwordLength: 15 });
  const { person } = await newMember(tenant, "member", { secondStep: false });
  await newMember(tenant, "member");
  const { page } = await as("owner", { name: "Olga Smit" });
  await page.goto(`/t/${tenant.slug}/settings/people`);
  await page.getByRole("link", { name: "Sign-in" }).click();
  await expect(heading(page)).toHaveText("Sign-in");
  await page.getByRole("link", { name: "Strict" }).click();
  await expect(page.getByText("These rules are not saved yet.")).toBeVisible();
  await expect(page.getByLabel("Minimum length")).toHaveValue("15");
  await page.getByLabel("Days to set it up").fill("9");
  await page.getByRole("button", { name: "See who is affected" }).click();

  await expect(heading(page)).toHaveText("Who is affected");
  await expect(page.getByText(/^1 of 3 has no second step; they get until \w+ \d+ \w+\.$/)).toBeVisible();
  await expect(page.getByRole("row", { name: "Days to set it up None 9 days" })).toBeVisible();
  await page.getByRole("link", { name: "Back to the rules" }).click();
  await expect(page.getByLabel("Days to set it up")).toHaveValue("9");
  expect(await policyIn(tenant)).toMatchObject({ secondStep: "offered" });

  await page.getByRole("button", { name: "See who is affected" }).click();
  await page.getByRole("button", { name: "Save the rules" }).click();
  await expect(page.getByText("The rules are saved.")).toBeVisible();
  expect(await policyIn(tenant)).toEqual({ preset: "strict", graceDays: 9 });
  expect((await personNow(tenant.id, person.id)).secondStepDueAt).not.toBeNull();
});

test("Saving asks for the code once more when the last proof is older than five minutes", async ({
  tenant,
  visit,
}) => {
  const { identity } = await newMember(tenant, "owner");
  const storageState = await signedIn(identity.id);
  await ageProofs(identity.id);
  const page = await visit({ storageState, javaScriptEnabled: false });
  await page.goto(`${address(tenant)}/review?preset=modern&graceDays=5`);
  await page.getByRole("button", { name: "Save the rules" }).click();
  await expect(page.getByText("Confirm that it is you.")).toBeVisible();
  expect(await policyIn(tenant)).toEqual({});
  await page.getByLabel("Code from your app").fill(await codeOf(identity.key ?? ""));
  await page.getByRole("button", { name: "Save the rules" }).click();
  await expect(page.getByText("The rules are saved.")).toBeVisible();
  expect(await policyIn(tenant)).toEqual({ preset: "modern", graceDays: 5 });
});

test("Rules that do not fit together are told at their field, without JavaScript too", async ({
  tenant,
  visit,
}) => {
  const { identity } = await newMember(tenant, "owner");
  const page = await visit({ storageState: await signedIn(identity.id), javaScriptEnabled: false });
  await page.goto(address(tenant));
  await page.getByLabel("Offered").check();
  await page.getByLabel("Days to set it up").fill("40");
  await page.getByRole("button", { name: "See who is affected" }).click();
  await expect(page.getByLabel("Days to set it up")).toHaveValue("40");
  await expect(fault(page)).toContainText("Enter a number of days from 0 to 30.");
  await page.getByLabel("Days to set it up").fill("4");
  await page.getByRole("button", { name: "See who is affected" }).click();
  await expect(fault(page)).toContainText("Without a second step the password stands alone");
  await expect(page.getByLabel("Offered")).toBeChecked();
});

test("An administrator reads the rules, hears who can change them, and changes nothing", async ({
  as,
  tenant,
}) => {
  await newMember(tenant, "owner", { name: "Olga Smit" });
  const { page } = await as("administrator");
  await page.goto(address(tenant));
  await expect(page.getByText("Olga Smit can change them.")).toBeVisible();
  await expect(page.getByRole("button", { name: "See who is affected" })).toHaveCount(0);
  await expect(page.getByText("12 characters", { exact: true })).toBeVisible();
  await page.goto(`${address(tenant)}/review?preset=strict`);
  await expect(heading(page)).toHaveText("Your role doesn’t open this page");
});

test("A manager and a member find no such page in their menu, and none at its address", async ({
  as,
  tenant,
}) => {
  for (const role of ["manager", "member"] as const) {
    const { page } = await as(role);
    await page.goto(`/t/${tenant.slug}`);
    await expect(page.getByRole("link", { name: "Sign-in" })).toHaveCount(0);
    await page.goto(address(tenant));
    await expect(heading(page)).toHaveText("Your role doesn’t open this page");
  }
});

test("Who has days left is told until when, may go on, and after them must set it up", async ({
  tenant,
  page,
}) => {
  await givePolicy(tenant, { preset: "modern", graceDays: 9 });
  const { identity, person } = await newMember(tenant, "member", { secondStep: false });
  await giveDate(person.id, NINE_DAYS);
  await page.goto("/sign-in");
  await givePassword(page, identity.email, PASSWORD);
  await expect(heading(page)).toHaveText("A second step, soon");
  await expect(page.getByText(/Zorggroep Linde asks everybody for a second step\./)).toBeVisible();
  await page.getByRole("button", { name: "Later, sign me in" }).click();
  await expect(heading(page)).toHaveText("You are in");

  await giveDate(person.id, -1);
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await givePassword(page, identity.email, PASSWORD);
  await expect(heading(page)).toHaveText("Add your second step");
  await expect(page.getByText("Zorggroep Linde asks for a second step.")).toBeVisible();
});

test("Who has days left may set it up at once, without JavaScript", async ({ tenant, visit }) => {
  await givePolicy(tenant, { preset: "modern", graceDays: 9 });
  const { identity, person } = await newMember(tenant, "member", { secondStep: false });
  await giveDate(person.id, NINE_DAYS);
  const page = await visit({ javaScriptEnabled: false });
  await page.goto("/sign-in");
  await givePassword(page, identity.email, PASSWORD);
  await page.getByRole("button", { name: "Set it up now" }).click();
  await expect(heading(page)).toHaveText("Add your second step");
});

test("T15 the invitation ticks the rules off while one types, and the server has the last word", async ({
  tenant,
  page,
}) => {
  await givePolicy(tenant, { preset: "track" });
  const offer = await invite(tenant);
  await page.goto(offer.href);
  const rule = (text: string) => page.getByRole("listitem").filter({ hasText: text });
  await expect(rule("At least 8 characters")).toBeVisible();
  const password = page.getByLabel("Create a password");
  await password.fill("Trekvogel42");
  await expect(rule("At least 8 characters")).toContainText("done");
  await expect(rule("At least 2 digits")).toContainText("done");
  await expect(rule("At least 2 capitals")).not.toContainText("done");
  await page.getByRole("button", { name: "Create account and join" }).click();
  await expect(fault(page)).toContainText("The password must have 2 capitals or more.");
  await password.fill("TrekVogel42");
  await page.getByRole("button", { name: "Create account and join" }).click();
  await expect(heading(page)).toHaveText("Add your second step");
});

test("The pages of the rules fit a phone, in both languages, light and dark", async ({ tenant, visit }) => {
  test.slow();
  await givePolicy(tenant, { preset: "modern", secondStep: "offered", passwordLength: 15 });
  await newMember(tenant, "member", { secondStep: false });
  const { identity } = await newMember(tenant, "owner");
  const admin = await newMember(tenant, "administrator");
  for (const [of, language, theme] of [
    [identity, "en", "light"],
    [admin.identity, "nl", "dark"],
    [identity, "nl", "dark"],
  ] as const) {
    const page = await visit({ storageState: await signedIn(of.id), viewport: WIDE });
    await wear(page, { language, theme });
    for (const path of [
      address(tenant),
      `${address(tenant)}/review?preset=track&graceDays=9&idleMinutes=5`,
    ]) {
      await page.goto(path);
      await expectSound(page, theme, path);
    }
  }
});
