import { anyEmail } from "@/lib/testing/factories";
import { fault, heading } from "./support/door";
import { timesOf } from "./support/facts";
import { invite } from "./support/invite";
import { linkIn, mailbox } from "./support/mailbox";
import { expect, test } from "./support/test";

test("S2 an invitation without a role is refused, and what was typed stays", async ({ as, tenant }) => {
  const { page } = await as("administrator");
  const email = anyEmail();
  await page.goto(`/t/${tenant.slug}/settings/people/invite`);
  const panel = page.getByRole("dialog");
  await expect(panel.getByRole("heading", { name: "Invite people" })).toBeFocused();
  await panel.getByLabel("E-mail address").fill(email);
  await panel.getByLabel("Member").uncheck();
  await panel.getByRole("button", { name: "Send invitation" }).click();
  await expect(panel.getByRole("alert")).toContainText("Choose at least one role.");
  await expect(panel.getByLabel("E-mail address")).toHaveValue(email);
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(`/t/${tenant.slug}/settings/people`);
  await expect(page.getByText(email)).toHaveCount(0);
});

test("A role with power over others is looked at once more before it is given", async ({ as, tenant }) => {
  const { page } = await as("owner");
  const email = anyEmail();
  await page.goto(`/t/${tenant.slug}/settings/people/invite?email=${encodeURIComponent(email)}`);
  const panel = page.getByRole("dialog");
  await panel.getByLabel("Administrator").check();
  await panel.getByRole("button", { name: "Send invitation" }).click();
  await expect(panel.getByText("This role has power over others.")).toBeVisible();
  await expect(page.getByText(`Invitation sent to ${email}.`)).toHaveCount(0);
  await panel.getByRole("button", { name: "Yes, send it with these powers" }).click();
  await expect(page.getByText(`Invitation sent to ${email}.`)).toBeVisible();
  expect((await mailbox.lastTo(email)).text).toContain("Administrator");
});

test("Inviting works without JavaScript, the second look as well", async ({ as, tenant }) => {
  const { page } = await as("owner", { javaScriptEnabled: false });
  const email = anyEmail();
  await page.goto(`/t/${tenant.slug}/settings/people/invite`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Administrator").check();
  await page.getByRole("button", { name: "Send invitation" }).click();
  await page.getByRole("button", { name: "Yes, send it with these powers" }).click();
  await expect(page.getByText(`Invitation sent to ${email}.`)).toBeVisible();
  await mailbox.lastTo(email);
});

test("Somebody who is here already is not invited again but found", async ({ as, tenant }) => {
  const { page } = await as("administrator");
  const { member } = await as("member", { name: "Bo Jansen" });
  await page.goto(`/t/${tenant.slug}/settings/people/invite`);
  const panel = page.getByRole("dialog");
  await panel.getByLabel("E-mail address").fill(member.person.email);
  await panel.getByRole("button", { name: "Send invitation" }).click();
  await expect(panel.getByRole("alert")).toContainText("Bo Jansen is here already and can sign in.");
  await panel.getByRole("link", { name: "Show this person in the list" }).click();
  await expect(page.getByRole("row", { name: /Bo Jansen/ })).toContainText("Active");
  await expect(page.getByRole("rowheader")).toHaveCount(1);
});

test("From a person's page the invitation is sent again, corrected and withdrawn", async ({ as, tenant }) => {
  const offer = await invite(tenant);
  const { page } = await as("manager");
  await page.goto(`/t/${tenant.slug}/settings/people/${offer.personId}`);
  await expect(heading(page)).toHaveText("Anna de Vries");
  await page.getByRole("button", { name: "Resend invitation" }).click();
  await expect(page.getByText(`A new invitation goes to ${offer.email}.`)).toBeVisible();
  const again = linkIn(await mailbox.lastTo(offer.email, 2));
  expect(again).not.toBe(offer.href);

  await page.getByText("Change the address", { exact: true }).click();
  await page.getByRole("button", { name: "Change and resend" }).click();
  await expect(fault(page)).toContainText("Enter an e-mail address.");
  const right = anyEmail();
  await page.getByLabel("New e-mail address").fill(right);
  await page.getByRole("button", { name: "Change and resend" }).click();
  await expect(page.getByText(`A new invitation goes to ${right}`)).toBeVisible();
  await mailbox.lastTo(right);

  await page.getByText("Withdraw the invitation", { exact: true }).click();
  await page.getByRole("button", { name: "Withdraw invitation" }).click();
  await expect(page.getByText("The invitation of Anna de Vries is withdrawn.")).toBeVisible();
  await expect(page.getByRole("main").getByText("Not invited", { exact: true }).first()).toBeVisible();
  expect(await timesOf("invitation.withdrawn", offer.personId)).toBe(1);
});

test("A mail that did not arrive shows as Bounced, with the reason and the way to mend it", async ({
  as,
  tenant,
}) => {
  const { page } = await as("administrator");
  const email = `reject-${anyEmail()}`;
  await page.goto(`/t/${tenant.slug}/settings/people/invite`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Name (optional)", { exact: true }).fill("Joris Smit");
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(async () => {
    await page.goto(`/t/${tenant.slug}/settings/people`);
    await expect(page.getByRole("row", { name: /Joris Smit/ }).first()).toContainText("Bounced", {
      timeout: 1000,
    });
  }).toPass();
  await expect(page.getByText("came back: the mailbox does not exist.").first()).toBeVisible();
  await page.getByRole("link", { name: "Change the address" }).first().click();
  await page.getByLabel("New e-mail address").fill(anyEmail());
  await page.getByRole("button", { name: "Change and resend" }).click();
  await expect(page.getByText("The address is changed.")).toBeVisible();
});
