import { sql } from "drizzle-orm";
import { withSystem } from "@/lib/access/doors";
import { newMember, newSession } from "@/lib/testing/factories";
import { faultsOf } from "./support/axe";
import { fault, heading } from "./support/door";
import { timesOf } from "./support/facts";
import { invite } from "./support/invite";
import { tabTo, typeInto } from "./support/keyboard";
import { personPath } from "./support/people";
import { ageProofs } from "./support/proofs";
import { expect, signedIn, test } from "./support/test";

test("Suspending closes the door at the next click, and Undo opens it again", async ({ as, tenant }) => {
  const { page } = await as("administrator");
  const { page: theirs, member } = await as("manager", { name: "Bo Jansen" });
  await theirs.goto(`/t/${tenant.slug}/settings/people`);
  await expect(heading(theirs)).toHaveText("People");

  await page.goto(personPath(tenant, member.person.id));
  const main = page.getByRole("main");
  await main.getByText("More", { exact: true }).click();
  await main.getByText("Suspend", { exact: true }).click();
  await main.getByRole("button", { name: "Suspend Bo Jansen" }).click();
  await expect(main.getByText("Bo Jansen is suspended.")).toBeVisible();
  await theirs.reload();
  await expect(theirs).toHaveURL("/account/organisations");

  await main.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(main.getByText(/Bo Jansen has access again/)).toBeVisible();
  await expect(async () => {
    await theirs.goto(`/t/${tenant.slug}/settings/people`);
    await expect(heading(theirs)).toHaveText("People", { timeout: 2000 });
  }).toPass({ timeout: 15_000 });
  expect(await timesOf("person.suspended", member.person.id)).toBe(1);
  expect(await timesOf("person.restored", member.person.id)).toBe(1);
});

test("Somebody is removed by keyboard once their address is typed, and comes back with the same roles", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner");
  const { person } = await newMember(tenant, "manager", { name: "Bo Jansen" });
  await page.goto(personPath(tenant, person.id));
  const main = page.getByRole("main");
  await tabTo(page, main.locator("summary", { hasText: "More" }));
  await page.keyboard.press("Enter");
  await tabTo(page, main.getByRole("link", { name: "Remove" }));
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Remove Bo Jansen?");
  const field = page.getByLabel(`To be sure, type this: ${person.email}`);
  await typeInto(page, field, "bo");
  await page.keyboard.press("Enter");
  await expect(fault(page)).toContainText("This is not what stands on their page.");
  await expect(field).toHaveValue("bo");
  await typeInto(page, field, person.email);
  await page.keyboard.press("Enter");
  await expect(main.getByText("Bo Jansen is removed and has no access any more.")).toBeVisible();
  await main.getByRole("button", { name: "Restore Bo Jansen" }).click();
  await expect(main.getByText("Bo Jansen has access again, with the same roles: Manager.")).toBeVisible();
});

test("S2 roles are changed without JavaScript, and power over others is looked at twice", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner", { javaScriptEnabled: false });
  const { person } = await newMember(tenant, "member", { name: "Bo Jansen", secondStep: false });
  await page.goto(`${personPath(tenant, person.id)}/roles`);
  await expect(page.getByText("Bo Jansen has no second step yet.")).toBeVisible();
  await page.getByLabel("Member").uncheck();
  await page.getByRole("button", { name: "Save roles" }).click();
  await expect(fault(page)).toContainText("Choose at least one role.");
  await page.getByLabel("Administrator").check();
  await page.getByRole("button", { name: "Save roles" }).click();
  await expect(page.getByText("With these roles Bo Jansen will be able to:")).toBeVisible();
  expect(await timesOf("person.roles_changed", person.id)).toBe(0);
  await page.getByRole("button", { name: "Save roles" }).click();
  await expect(page.getByText("Bo Jansen now has: Administrator.")).toBeVisible();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.getByText("Bo Jansen now has: Member.")).toBeVisible();
});

test("Removing works without JavaScript, and so does taking it back", async ({ as, tenant }) => {
  const { page } = await as("owner", { javaScriptEnabled: false });
  const { person } = await newMember(tenant, "member", { name: "Bo Jansen" });
  await page.goto(`${personPath(tenant, person.id)}/remove`);
  await page.getByLabel(`To be sure, type this: ${person.email}`).fill(person.email);
  await page.getByRole("button", { name: "Remove Bo Jansen" }).click();
  await expect(page.getByText("Bo Jansen is removed and has no access any more.")).toBeVisible();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.getByText(/Bo Jansen has access again/)).toBeVisible();
});

test("S20 a withdrawn invitation is taken back in the moment, and its link works again", async ({
  as,
  tenant,
  visit,
}) => {
  const offer = await invite(tenant);
  const { page } = await as("manager");
  await page.goto(personPath(tenant, offer.personId));
  await page.getByText("Withdraw the invitation", { exact: true }).click();
  await page.getByRole("button", { name: "Withdraw invitation" }).click();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(
    page.getByText("The invitation of Anna de Vries works again, and so do its links."),
  ).toBeVisible();
  const theirs = await visit();
  await theirs.goto(offer.href);
  await expect(theirs.getByLabel("Create a password")).toBeVisible();
});

test("What is asked to confirm who one is stands with its field and the button", async ({
  as,
  tenant,
  visit,
}) => {
  const { page: fresh, member } = await as("owner");
  const { person } = await newMember(tenant, "member", { name: "Bo Jansen" });
  await ageProofs(member.identity.id);
  const storageState = await fresh.context().storageState();
  const phone = { viewport: { width: 360, height: 740 }, storageState };
  for (const page of [fresh, await visit({ ...phone, javaScriptEnabled: false })]) {
    await page.goto(`/t/${tenant.slug}/settings/roles/new`);
    await page.getByLabel("Name of the role").fill("Planner");
    await page.getByRole("button", { name: "Make role" }).click();
    const box = fault(page);
    await expect(box).toContainText("Confirm that it is you.");
    const field = page.getByLabel("Code from your app");
    await expect(field).toBeInViewport();
    const [above, below] = [await box.boundingBox(), await field.boundingBox()];
    expect((below?.y ?? 0) - (above?.y ?? 0)).toBeLessThan(220);
    await expect(page.getByLabel("Name of the role")).toHaveValue("Planner");
  }
  await fresh.goto(`${personPath(tenant, person.id)}/remove`);
  await fresh.getByLabel(`To be sure, type this: ${person.email}`).fill(person.email);
  await fresh.getByRole("button", { name: "Remove Bo Jansen" }).click();
  await expect(fresh.locator(".error-summary + .field")).toContainText("Code from your app");
});

test("Somebody who has left is restored from the verdict, and nothing lies over it", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner", { javaScriptEnabled: false });
  const { person } = await newMember(tenant, "manager", { name: "Bo Jansen" });
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update people set left_at = now() - interval '2 days' where id = ${person.id}`),
  );
  await page.goto(personPath(tenant, person.id));
  await expect(page.getByRole("main").getByText("More", { exact: true })).toHaveCount(0);
  const verdict = page.getByRole("region", { name: "How things stand" });
  await expect(verdict).toContainText("Bo Jansen comes back with the roles from before.");
  await verdict.getByRole("button", { name: "Restore Bo Jansen" }).click();
  await expect(verdict).toContainText("Bo Jansen is in");
});

test("Signing somebody out everywhere ends their session at once", async ({ as, tenant, visit }) => {
  const { page } = await as("administrator");
  const { person, identity } = await newMember(tenant, "manager", { name: "Bo Jansen" });
  await newSession(identity.id);
  const theirs = await visit({ storageState: await signedIn(identity.id) });
  await theirs.goto(`/t/${tenant.slug}/settings/people`);
  await expect(heading(theirs)).toHaveText("People");
  await page.goto(personPath(tenant, person.id));
  const main = page.getByRole("main");
  await main.getByText("More", { exact: true }).click();
  await main.getByText("Sign out everywhere", { exact: true }).click();
  await main.getByRole("button", { name: "Sign Bo Jansen out everywhere" }).click();
  await expect(main.getByText("Bo Jansen is signed out everywhere.")).toBeVisible();
  await theirs.reload();
  await expect(theirs).toHaveURL(/\/sign-in/);
});

test("Nobody acts on who may do more, on themselves, or on the last owner", async ({ as, tenant }) => {
  const { page: owner, member: ada } = await as("owner", { name: "Ada Bakker" });
  const { page, member: ben } = await as("administrator", { name: "Ben Smit" });
  await page.goto(personPath(tenant, ada.person.id));
  await page.getByRole("main").getByText("More", { exact: true }).click();
  await expect(page.getByText("Ada Bakker may do more here than you")).toBeVisible();
  await expect(page.getByText("Suspend", { exact: true })).toHaveCount(0);
  await page.goto(`${personPath(tenant, ben.person.id)}/remove`);
  await expect(page).toHaveURL(personPath(tenant, ben.person.id));

  await owner.goto(`${personPath(tenant, ada.person.id)}/roles`);
  await owner.getByLabel("Owner").uncheck();
  await owner.getByLabel("Member").check();
  await owner.getByRole("button", { name: "Save roles" }).click();
  await expect(fault(owner)).toContainText("Ada Bakker is the only owner.");
});

test("Managing people is as sound in Dutch on a phone, with nothing grave for axe", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner", { locale: "nl-NL", viewport: { width: 360, height: 740 } });
  const { person } = await newMember(tenant, "member", { name: "Bo Jansen" });
  const path = personPath(tenant, person.id);
  await page.goto(path);
  await page.getByRole("main").getByText("Meer", { exact: true }).click();
  await expect(page.getByRole("link", { name: "Rollen veranderen" })).toBeVisible();
  for (const next of [null, `${path}/roles`, `${path}/remove`]) {
    if (next) await page.goto(next);
    expect(await faultsOf(page)).toEqual([]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
  }
  await expect(heading(page)).toHaveText("Bo Jansen verwijderen?");
});
