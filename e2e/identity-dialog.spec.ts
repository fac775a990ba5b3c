import { sql } from "drizzle-orm";
import { newMember, newPerson, personNow } from "@/lib/testing/factories";
import { accountNow, oldAccount } from "@/lib/testing/legacy";
import { changeTenant } from "@/lib/testing/offers";
import { fault, heading } from "./support/door";
import { timesOf } from "./support/facts";
import { tabTo, typeInto } from "./support/keyboard";
import { DUTCH_DARK, expectSound, WIDE, wear } from "./support/looks";
import { mailbox } from "./support/mailbox";
import { personPath } from "./support/people";
import { expect, signedIn, test } from "./support/test";

const NAME = "Bo Jansen";

test("H7 H8 H10 H11 from the person to the identity, where No changes nothing and Yes makes the account and mails it", async ({
  as,
  tenant,
}) => {
  const { page } = await as("manager");
  await page.setViewportSize(WIDE);
  const { id, email } = await newPerson(tenant, { name: NAME });
  await page.goto(personPath(tenant, id));
  await page.getByRole("main").getByText("More", { exact: true }).click();
  await page.getByRole("main").getByRole("link", { name: "Manage identity" }).click();
  await expect(heading(page)).toHaveText(`Identity of ${NAME}`);
  await expect(page.getByText("Not invited", { exact: true })).toBeVisible();
  await expectSound(page, "light");

  await page.getByLabel("Mobile number").fill("12");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(fault(page)).toContainText("This is not a mobile number we know.");
  await page.getByLabel("Mobile number").fill("06 12345678");
  await page.getByLabel("Note").fill("Nights only");
  await page.getByRole("button", { name: "Create and e-mail identity account" }).click();
  await expect(heading(page)).toHaveText("Are you sure?");
  await expect(page.getByText("With this role: Member.")).toBeVisible();
  await expectSound(page, "light");
  expect(await personNow(tenant.id, id)).toMatchObject({ phone: "+31612345678", note: "Nights only" });

  await page.getByRole("link", { name: "No, go back" }).click();
  await expect(heading(page)).toHaveText(`Identity of ${NAME}`);
  expect(await timesOf("invitation.sent", id)).toBe(0);
  await page.getByRole("button", { name: "Create and e-mail identity account" }).click();
  await page.getByRole("button", { name: "Yes, create and e-mail" }).dblclick();
  await expect(page.getByText(`Congratulations! The identity account of ${NAME} is created`)).toBeVisible();
  expect(await timesOf("invitation.sent", id)).toBe(1);
  expect((await mailbox.lastTo(email)).subject).toContain("Zorggroep Linde");
  await page.goto(`${personPath(tenant, id)}/identity`);
  await expect(page.getByText("An invitation is out to this address.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Create and e-mail" })).toHaveCount(0);
});

test("H9 by keyboard, a user name that is not the e-mail address is refused with that text, and what was typed stays", async ({
  as,
  tenant,
}) => {
  await changeTenant(tenant.id, sql`policy = '{"userName": "equals_email"}'`);
  const { page } = await as("owner");
  const { id, email } = await newPerson(tenant, { name: NAME });
  await page.goto(`${personPath(tenant, id)}/identity`);
  const field = page.getByLabel("User name");
  await expect(field).toHaveValue(email);
  await typeInto(page, field, "bo");
  await tabTo(page, page.getByRole("button", { name: "Create and e-mail identity account" }));
  await page.keyboard.press("Enter");
  await expect(fault(page)).toContainText("The user name must be the e-mail address: both must be the same.");
  await expect(field).toHaveValue("bo");
  await typeInto(page, field, email);
  await tabTo(page, page.getByRole("button", { name: "Create and e-mail identity account" }));
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Are you sure?");
  await expect(page.getByText(`User name: ${email}`)).toBeVisible();
});

test("H12 H13 an old account is asked about: with Yes the same person moves and gets the mail of a move", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner");
  await page.setViewportSize(WIDE);
  const account = await oldAccount(tenant, { name: NAME, oldUserName: "bjansen", role: "manager" });
  const named = await oldAccount(tenant, {
    ...{ person: false, name: NAME, oldUserName: "bo.noord", office: "Noord", verdict: "already_person" },
  });
  const id = account.personId ?? "";
  await page.goto(personPath(tenant, id));
  await page.getByRole("link", { name: "Invite", exact: true }).click();
  await expect(heading(page)).toHaveText("Are you sure?");
  await page.getByRole("link", { name: "Yes, go on" }).click();
  await expect(heading(page)).toHaveText("Move the existing account?");
  await expect(page.getByText(`Belongs to ${NAME}`)).toBeVisible();
  await expect(page.getByLabel("bo.noord")).not.toBeChecked();
  await page.getByText("No, make a separate identity", { exact: true }).click();
  await expect(page.getByText("The old account stays behind")).toBeVisible();
  await expectSound(page, "light");
  await page.getByRole("button", { name: "Yes, move the existing account" }).click();
  await expect(page.getByText("Congratulations!")).toBeVisible();
  expect((await mailbox.lastTo(account.email)).subject).toContain("Account verification");
  expect(await timesOf("legacy.linked", id)).toBe(1);
  expect((await accountNow(tenant.id, named.id)).personId).toBeNull();
  await page.goto(`${personPath(tenant, id)}/activity`);
  await expect(page.getByText("said yes: the old account moves along")).toBeVisible();
});

test("H13 in Dutch, dark and without JavaScript No is warned, and makes a separate identity", async ({
  as,
  visit,
  tenant,
}) => {
  const { page } = await as("owner", { javaScriptEnabled: false });
  await wear(page, DUTCH_DARK);
  const seen = await visit({ storageState: await page.context().storageState(), viewport: WIDE });
  const account = await oldAccount(tenant, { name: NAME });
  const id = account.personId ?? "";
  for (const step of ["", "?step=sure", "?step=old"]) {
    await seen.goto(`${personPath(tenant, id)}/identity${step}`);
    await expect(seen.locator("html")).toHaveAttribute("lang", "nl");
    await expectSound(seen, "dark");
  }
  await page.goto(`${personPath(tenant, id)}/identity`);
  await page.getByLabel("Notitie").fill("Nachten");
  await page.getByRole("button", { name: "Identiteitsaccount maken en mailen" }).click();
  await expect(heading(page)).toHaveText("Weet u het zeker?");
  await page.getByRole("link", { name: "Ja, ga verder" }).click();
  await page.getByText("Nee, maak een aparte identiteit", { exact: true }).click();
  await expect(page.getByText("Het oude account blijft achter")).toBeVisible();
  await page.getByRole("button", { name: "Maak een aparte identiteit" }).click();
  await expect(page.getByText("Gefeliciteerd!")).toBeVisible();
  expect(await accountNow(tenant.id, account.id)).toMatchObject({ standing: "left_out" });
  expect(await timesOf("legacy.separate", id)).toBe(1);
  expect(await timesOf("invitation.sent", id)).toBe(1);
});

test("H27 the move of somebody who has activated is undone with a reason, and closes the door at the next click", async ({
  as,
  visit,
  tenant,
}) => {
  const { page } = await as("owner");
  await page.setViewportSize(WIDE);
  const { person, identity } = await newMember(tenant, "manager", { name: NAME });
  await oldAccount(tenant, { personId: person.id, movedAt: new Date(), movedBy: "mail" });
  const theirs = await visit({ storageState: await signedIn(identity.id) });
  await theirs.goto(`/t/${tenant.slug}/settings/people`);
  await expect(heading(theirs)).toHaveText("People");

  await page.goto(personPath(tenant, person.id));
  await page.getByRole("link", { name: "Undo the move" }).click();
  await expect(heading(page)).toHaveText(`Undo the move of ${NAME}?`);
  await expectSound(page, "light");
  await page.getByRole("button", { name: "Undo the move" }).click();
  await expect(fault(page)).toContainText("Choose a reason.");
  await page.getByLabel("It went to the wrong mailbox").check();
  await page.getByRole("button", { name: "Undo the move" }).click();
  await expect(page.getByText(`The move of ${NAME} is undone.`)).toBeVisible();
  await expect(page.getByText("No old password is kept")).toBeVisible();
  const stands = page.getByRole("region", { name: "How things stand" });
  await expect(stands).toContainText("it went to the wrong mailbox. The old log-in does not work");
  await expect(stands.getByRole("link", { name: "Move again" })).toBeVisible();
  const answer = await theirs.reload();
  expect(answer?.status()).toBe(404);
  expect(await timesOf("legacy.reverted", person.id)).toBe(1);
  expect((await mailbox.lastTo(identity.email)).subject).toContain("no longer opens");
});

test("H28 an owner moves the own old account first, and goes on as before", async ({ as, tenant }) => {
  const { page, member } = await as("owner", { name: "Ada Bakker" });
  const { id, email } = member.person;
  const mine = await oldAccount(tenant, { personId: id, email, oldUserName: "abakker" });
  await page.goto(`${personPath(tenant, id)}/identity`);
  await expect(page.getByText("signs in with this address and changes it")).toBeVisible();
  await page.getByRole("link", { name: "Yes, move the existing account" }).click();
  await expect(page.getByText("nobody gets a mail")).toBeVisible();
  await page.getByRole("button", { name: "Yes, move the existing account" }).click();
  await expect(page.getByText("The old account of Ada Bakker has moved.")).toBeVisible();
  expect(await accountNow(tenant.id, mine.id)).toMatchObject({ standing: "moved", movedBy: "linked" });
  await page.goto(`/t/${tenant.slug}/settings/migration`);
  await expect(heading(page)).toHaveText("Migration");
  await expect(page.getByRole("link", { name: "Undo the move" })).toHaveCount(0);
});

test("H8 who may only look sees no form, and a stranger's person is not there", async ({ as, tenant }) => {
  const { page } = await as("manager");
  const owner = await newMember(tenant, "owner", { name: NAME });
  await page.goto(`${personPath(tenant, owner.person.id)}/identity`);
  await expect(page.getByText("Your role does not let you change this.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toHaveCount(0);
  const answer = await page.goto(`${personPath(tenant, crypto.randomUUID())}/identity`);
  expect(answer?.status()).toBe(404);
});
