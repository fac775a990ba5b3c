import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { lookUp, withSystem } from "@/lib/access/doors";
import { anyEmail, newMember, newTenant, type Tenant } from "@/lib/testing/factories";
import { changeTenant } from "@/lib/testing/offers";
import { faultsOf } from "./support/axe";
import { chunkedUpload } from "./support/chunked-upload";
import { heading } from "./support/door";
import { listOf } from "./support/people";
import { expect, signedIn, test } from "./support/test";

const MB = 1024 * 1024;

/** A list on its review page. */
async function addList(page: Page, tenant: Tenant, text: string): Promise<void> {
  await page.goto(listOf(tenant, "/import"));
  await page.getByLabel("Paste people").fill(text);
  await page.getByRole("button", { name: "Check this list" }).click();
  await expect(heading(page)).toHaveText("Check before you invite");
}

/** As if it had been paused before its first row. */
const standStill = ({ id }: Tenant) =>
  withSystem("housekeeping", async (tx) => {
    await tx.execute(
      sql`update imports set state = 'paused', finished_at = null, done = 0 where tenant_id = ${id}`,
    );
    await tx.execute(
      sql`update import_rows set done_at = null, invitation_id = null where tenant_id = ${id}`,
    );
  });

const doneList = async (page: Page, tenant: Tenant, text: string, button: string) => {
  await addList(page, tenant, text);
  await page.getByRole("button", { name: button }).click();
  await expect(heading(page)).toHaveText(/(person is|people are) invited$/, { timeout: 30_000 });
};

test("S18 a colleague's list is there to be read: whose it is stands above it, and nothing can be pressed that is refused", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner");
  await addList(
    page,
    tenant,
    `naam;e-mail;rol\nBo;bo@gmial.com;Member\nWim;;Member\nRuud;${anyEmail()};Astronaut`,
  );
  const { page: colleague } = await as("administrator", { name: "Cas Smit" });
  await colleague.goto(page.url());
  await expect(colleague.getByText("This is Anna de Vries’s list.")).toBeVisible();
  await expect(colleague.getByRole("row")).toHaveCount(4);
  await expect(colleague.locator(".main form")).toHaveCount(0);
  await expect(colleague.getByRole("link", { name: "Change the columns" })).toHaveCount(0);
  expect(await faultsOf(colleague)).toEqual([]);
  await colleague.goto(`${page.url()}/columns`);
  await expect(heading(colleague)).toHaveText("Check before you invite");
  await expect(page.locator(".main form")).not.toHaveCount(0);
  await page.reload();
  await expect(page.getByText("This is Anna de Vries’s list.")).toHaveCount(0);
});

test("S20 whoever may not give a role of the list is offered no way to stop it", async ({ as, tenant }) => {
  const { page } = await as("owner");
  const list = `e-mail;rol\n${anyEmail()};Administrator\n${anyEmail()};Administrator`;
  await addList(page, tenant, list);
  await page.getByRole("button", { name: /^Yes, invite 2 people/ }).click();
  await expect(heading(page)).toHaveText("2 people are invited", { timeout: 30_000 });
  await standStill(tenant);
  const { page: manager } = await as("manager", { name: "Cas Smit" });
  await manager.goto(page.url());
  await expect(heading(manager)).toHaveText("Paused");
  await expect(manager.getByText("This list gives roles that allow more than your own.")).toBeVisible();
  await expect(manager.getByRole("button", { name: "Invite nobody more" })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("button", { name: "Invite nobody more" })).toBeVisible();
});

test("2.5 a day that is full is said where the button would be, with when it begins anew", async ({
  as,
  tenant,
}) => {
  await changeTenant(tenant.id, sql`imports_per_day = 3`);
  const { page } = await as("owner");
  await doneList(page, tenant, `${anyEmail()}\n${anyEmail()}`, "Invite 2 people");
  await addList(page, tenant, `${anyEmail()}\n${anyEmail()}`);
  await expect(page.getByText("Only 1 more person can be invited from lists today")).toBeVisible();
  await expect(
    page.getByText(
      /^Your company can invite 3 people a day from lists, and 2 are ready here\. From \w+day \d/,
    ),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: /^Invite/ })).toHaveCount(0);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await faultsOf(page)).toEqual([]);
  await addList(page, tenant, [1, 2, 3, 4].map(anyEmail).join("\n"));
  await expect(page.getByText(/Split the list over several days/)).toBeVisible();
});

test("S1 the list of people says that rows of a list need somebody, and leads to them; a member is told nothing", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner");
  await doneList(page, tenant, `e-mail\n${anyEmail()}\nno address\nnone either`, "Invite 1 person");
  await page.goto(listOf(tenant));
  const lists = page.getByRole("list", { name: "Lists in hand" });
  await expect(lists.getByRole("listitem")).toHaveText(["Pasted list: finished today, 2 rows need you"]);
  expect(await faultsOf(page)).toEqual([]);
  await lists.getByRole("link").click();
  await expect(heading(page)).toHaveText("1 person is invited");
  await expect(page.getByRole("link", { name: "Get these 2 as CSV with reasons" })).toBeVisible();
});

test("2.5 an upload that does not say its length is stopped at 20 MB with the sentence, and carries the headers of every answer", async ({
  as,
  tenant,
  baseURL,
}) => {
  const { page } = await as("owner");
  const url = `${baseURL}${listOf(tenant, "/import/upload")}`;
  const answer = await chunkedUpload({
    page,
    url,
    bytes: 40 * MB,
    line: `${"x".repeat(99)},${"y".repeat(2000)}\n`,
  });
  expect(answer.status).toBe(413);
  expect(answer.text).toContain("This file is over 20 MB.");
  const others = (await page.goto("/help"))?.headers() ?? {};
  for (const name of [
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "strict-transport-security",
    "x-content-type-options",
    "x-frame-options",
    "x-robots-tag",
  ])
    expect([name, answer.headers[name]]).toEqual([name, others[name]]);
  expect(answer.headers["cache-control"]).toContain("no-store");
});

test("2.5 five lists of the largest size at once are all answered: taken, or told to wait", async ({
  as,
  tenant,
  visit,
  baseURL,
}) => {
  test.slow();
  const pages = await Promise.all(
    [tenant, tenant, tenant, await newTenant(), await newTenant()].map(async (home) => {
      const { identity } = await newMember(home, "administrator");
      const page = await visit({ storageState: await signedIn(identity.id) });
      return { page, url: `${baseURL}${listOf(home, "/import/upload")}` };
    }),
  );
  const line = `anna@linde.test;${"x".repeat(390)}\n`;
  const answers = await Promise.all(pages.map((one) => chunkedUpload({ ...one, bytes: 19 * MB, line })));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status !== 303 && status !== 429)).toEqual([]);
  expect(statuses).toContain(303);
  for (const { text } of answers.filter(({ status }) => status === 429))
    expect(text).toMatch(/Portico is reading other lists at the moment\.|Somebody else is saving\./);
  const { page } = await as("owner");
  await page.goto(listOf(tenant, "/import?fault=lists_waiting"));
  await expect(
    page.getByRole("alert").getByText("Portico is reading other lists at the moment."),
  ).toBeVisible();
});

test("2.5 an export link opened a second time is written down", async ({ as, tenant }) => {
  const { page, member } = await as("owner");
  await page.goto(listOf(tenant, "/export/file?ticket=made.up"));
  await expect(heading(page)).toHaveText("This link has been used or is over");
  const events = await lookUp("housekeeping", (db) =>
    db.execute(
      sql`select reason from events where action = 'act.refused' and person_id = ${member.person.id}`,
    ),
  );
  expect([...events]).toEqual([{ reason: "export_link_over" }]);
});
