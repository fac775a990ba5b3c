import { newMember, newRole } from "@/lib/testing/factories";
import { fault, heading } from "./support/door";
import { tabTo, typeInto } from "./support/keyboard";
import { expectSoundInBoth, WIDE } from "./support/looks";
import { expect, test } from "./support/test";

test("S2 a role is made by keyboard, given to somebody, and holds at their next click", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner");
  const { page: theirs, member } = await as("member", { name: "Bo Jansen" });
  await page.goto(`/t/${tenant.slug}/settings/roles`);
  await tabTo(page, page.getByRole("link", { name: "New role" }));
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("New role");
  await typeInto(page, page.getByLabel("Name of the role"), "Planner");
  await tabTo(page, page.getByLabel("Invite people, resend and withdraw invitations."));
  await page.keyboard.press("Space");
  await tabTo(page, page.getByRole("button", { name: "Make role" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText("The role is made.")).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Planner" })).toBeVisible();

  await page.goto(`/t/${tenant.slug}/settings/people/${member.person.id}/roles`);
  await page.getByLabel("Planner").check();
  await page.getByRole("button", { name: "Save roles" }).click();
  await expect(page.getByText("Bo Jansen now has: Planner and Member.")).toBeVisible();
  await theirs.goto(`/t/${tenant.slug}/settings/people`);
  await expect(heading(theirs)).toHaveText("People");
});

test("S2 a name that exists is refused without JavaScript, and what was chosen stays", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner", { javaScriptEnabled: false });
  await page.goto(`/t/${tenant.slug}/settings/roles/new`);
  await page.getByLabel("Name of the role").fill("eigenaar");
  await page.getByLabel("See the sign-in rules.").check();
  await page.getByRole("button", { name: "Make role" }).click();
  await expect(fault(page)).toContainText("There is a role called eigenaar already.");
  await expect(page.getByLabel("See the sign-in rules.")).toBeChecked();
  await page.getByLabel("Name of the role").fill("Rule reader");
  await page.getByRole("button", { name: "Make role" }).click();
  await expect(page.getByText("The role is made.")).toBeVisible();
});

test("S2 before a role gets power, it is said how many people that touches", async ({ as, tenant }) => {
  const roleId = await newRole(tenant, "Planner", ["people.view"]);
  const { page } = await as("owner");
  const { person } = await newMember(tenant, "member", { name: "Bo Jansen", secondStep: false });
  await page.goto(`/t/${tenant.slug}/settings/people/${person.id}/roles`);
  await page.getByLabel("Planner").check();
  await page.getByRole("button", { name: "Save roles" }).click();
  await expect(page.getByText(/Bo Jansen now has/)).toBeVisible();

  await page.goto(`/t/${tenant.slug}/settings/roles/${roleId}`);
  await expect(page.getByText("One person has this role.")).toBeVisible();
  await page.getByLabel("Give people other roles.").check();
  await page.getByRole("button", { name: "Save role" }).click();
  await expect(fault(page)).toContainText("one person has none, and is asked for it at the next sign-in");
  await page.getByRole("button", { name: "Save role" }).click();
  await expect(page.getByText("The role is saved.")).toBeVisible();
  await page.getByRole("link", { name: "1 person: Show who has the role Planner" }).click();
  await expect(page).toHaveURL(`/t/${tenant.slug}/settings/people?role=${roleId}`);
});

test("S2 a role that nobody has is deleted; a built-in one can only be read", async ({ as, tenant }) => {
  const roleId = await newRole(tenant, "Planner", []);
  const { page } = await as("owner");
  await page.goto(`/t/${tenant.slug}/settings/roles/${roleId}`);
  await page.getByRole("button", { name: "Delete role" }).click();
  await expect(page.getByText("The role is deleted.")).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Planner" })).toHaveCount(0);
  await page.getByRole("link", { name: "Owner", exact: true }).click();
  await expect(page.getByText("This role belongs to Portico and stays as it is.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save role" })).toHaveCount(0);
});

test("A manager sees the roles and changes none; a member sees none", async ({ as, tenant }) => {
  const { page } = await as("manager");
  await page.goto(`/t/${tenant.slug}/settings/roles`);
  await expect(heading(page)).toHaveText("Roles");
  await expect(page.getByRole("link", { name: "New role" })).toHaveCount(0);
  await page.goto(`/t/${tenant.slug}/settings/roles/new`);
  await expect(heading(page)).toHaveText("Your role doesn’t open this page");
  const { page: member } = await as("member");
  await member.goto(`/t/${tenant.slug}/settings/roles`);
  await expect(heading(member)).toHaveText("Your role doesn’t open this page");
});

test("Roles are as sound in Dutch and on a phone, with nothing grave for axe", async ({ as, tenant }) => {
  const roleId = await newRole(tenant, "Planner", ["people.view", "people.invite"]);
  const { page } = await as("owner", { locale: "nl-NL", viewport: WIDE });
  for (const below of ["", "/new", `/${roleId}`, `/${tenant.roles.owner}`]) {
    await page.goto(`/t/${tenant.slug}/settings/roles${below}`);
    await expectSoundInBoth(page);
  }
  await expect(heading(page)).toHaveText("Eigenaar");
});
