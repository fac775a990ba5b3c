import type { Page } from "@playwright/test";
import { changePerson } from "@/lib/testing/offers";
import { peopleAtEachGate } from "./support/company";
import { heading } from "./support/door";
import { timesOf } from "./support/facts";
import { invite } from "./support/invite";
import { tabTo } from "./support/keyboard";
import { expectSound, LOOKS, WIDE, wear } from "./support/looks";
import { mailbox } from "./support/mailbox";
import { expect, signedIn, test } from "./support/test";

const numberIn = (text: string | null) => Number(/\d+/.exec(text ?? "")?.[0]);

/** How many rows the list behind a number has. */
async function rowsBehind(page: Page): Promise<number> {
  await expect(heading(page)).toHaveText(/People|Invitations/);
  await expect(page.getByRole("table").last()).toBeVisible();
  return page.locator("main table.table tbody th[scope=row]").count();
}

test("S20 each part of the Overview leads to a list with exactly as many people", async ({ as, tenant }) => {
  await peopleAtEachGate(tenant);
  const { page } = await as("owner", { name: "Mila Visser" });
  const overview = `/t/${tenant.slug}`;
  await page.goto(overview);
  await expect(heading(page)).toHaveText("Overview");
  const stops = page.locator(".funnel a, .donut-key a");
  const hrefs = await stops.evaluateAll((links) =>
    links.map((link) => [link.getAttribute("href"), link.textContent]),
  );
  expect(hrefs).toHaveLength(7);
  for (const [href, text] of hrefs) {
    if (numberIn(text ?? "") === 0) continue;
    await page.goto(href ?? "");
    expect(await rowsBehind(page), String(text)).toBe(numberIn(text ?? ""));
  }
});

test("S20 what needs attention is ranked, and each line has one button to the people it is about", async ({
  as,
  tenant,
}) => {
  await peopleAtEachGate(tenant);
  const { page } = await as("owner", { name: "Mila Visser" });
  await page.goto(`/t/${tenant.slug}`);
  const lines = page.getByRole("region", { name: "Needs attention" }).getByRole("listitem");
  await expect(lines).toHaveText([
    /2 mails bounced.*Joris Smit and 1 other.*Fix addresses/,
    /1 invitation expired.*Cees Mol.*Resend/,
    /1 person stopped at the second step.*Anna de Vries is longest: 4 days.*See who/,
    /Only 1 owner.*Mila Visser.*Add an owner/,
  ]);
  await lines.nth(2).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 2, name: "Account, no second step" })).toBeVisible();
  expect(await rowsBehind(page)).toBe(1);
});

test("Who may see people sees the Overview, everybody else Home", async ({ as, tenant }) => {
  const { page: manager } = await as("manager");
  await manager.goto(`/t/${tenant.slug}`);
  await expect(heading(manager)).toHaveText("Overview");
  const { page: member } = await as("member");
  await member.goto(`/t/${tenant.slug}`);
  await expect(heading(member)).toHaveText("You are in");
  await member.goto(`/t/${tenant.slug}/settings/invitations`);
  await expect(member.getByRole("heading", { level: 1 })).not.toHaveText("Invitations");
});

test("S18 a reminder by hand leaves from the board and counts, and the first link works on", async ({
  as,
  tenant,
  visit,
}) => {
  const offer = await invite(tenant);
  const { page } = await as("manager");
  await page.goto(`/t/${tenant.slug}/settings/invitations`);
  await page.getByRole("button", { name: "Remind Anna de Vries" }).click();
  await expect(page.getByText(`A reminder goes to ${offer.email}.`)).toBeVisible();
  const mail = await mailbox.lastTo(offer.email, 2);
  expect(mail.subject).toContain("Still waiting");
  expect(await timesOf("invitation.reminded", offer.personId)).toBe(1);
  const invited = await visit();
  await invited.goto(offer.href);
  await expect(invited.getByRole("button", { name: "Create account and join" })).toBeVisible();
});

test("The sender is set, told where it is wrong, and a test mail shows it", async ({ as, tenant }) => {
  const { page, member } = await as("owner");
  await page.goto(`/t/${tenant.slug}/settings/invitations/mails`);
  await page.getByLabel("Sender name").fill("Linde <hr@linde.test>");
  await page.getByRole("button", { name: "Save sender" }).click();
  await expect(page.locator(".error-summary")).toContainText("characters that cannot stand there");
  await page.getByLabel("Sender name").fill("Linde HR");
  await page.getByLabel("Reply address").fill("hr@linde.test");
  await page.getByRole("button", { name: "Save sender" }).click();
  await expect(page.getByText("Saved. It holds from the next mail.")).toBeVisible();
  await page.getByRole("button", { name: "Send me a test mail" }).click();
  await expect(page.getByText(`A test mail goes to ${member.person.email}.`)).toBeVisible();
  expect((await mailbox.lastTo(member.person.email)).subject).toContain("Test:");
  await page.getByText("Invitation · Nederlands").click();
  await expect(page.getByText("Linde HR via Portico").first()).toBeVisible();
  await expect(page.getByText("nodigt u uit voor Zorggroep Linde").first()).toBeVisible();
});

test("The Monday summary is switched off, and stays so", async ({ as, tenant }) => {
  const { page } = await as("owner");
  await page.goto(`/t/${tenant.slug}/settings/invitations/mails`);
  await page.getByLabel("Send the Monday summary").uncheck();
  await page.getByRole("button", { name: "Save summary" }).click();
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Send the Monday summary")).not.toBeChecked();
});

test("Switching reminders off is a rule that is looked at before it is saved", async ({ as, tenant }) => {
  const { page } = await as("owner");
  await page.goto(`/t/${tenant.slug}/settings/invitations/mails`);
  await page.getByLabel("Reminders", { exact: true }).selectOption("off");
  await page.getByRole("button", { name: "See what this changes" }).click();
  await expect(page).toHaveURL(/sign-in\/review\?.*reminders=off/);
  await expect(page.getByText("Reminders").first()).toBeVisible();
});

test("The Overview can be used with the keyboard alone", async ({ as, tenant }) => {
  await peopleAtEachGate(tenant);
  const { page } = await as("owner");
  await page.goto(`/t/${tenant.slug}`);
  await tabTo(page, page.getByRole("link", { name: "Fix addresses" }));
  await tabTo(page, page.getByText("Show as table").first());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("rowheader", { name: "Second step", exact: true })).toBeVisible();
});

test("A new company is led through its first steps", async ({ as, tenant }) => {
  const { page } = await as("owner");
  await page.goto(`/t/${tenant.slug}`);
  const steps = page.getByRole("region", { name: "First steps" });
  await expect(steps).toContainText("0 of 4 done");
  await steps.getByRole("link", { name: "Add your colour and contact" }).click();
  await page.getByRole("textbox", { name: /^Colour/ }).fill("#8A3B12");
  await page.getByLabel("E-mail address").fill("help@linde.test");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. It holds from now on.")).toBeVisible();
  await page.goto(`/t/${tenant.slug}`);
  await expect(steps).toContainText("1 of 4 done");
});

for (const look of LOOKS)
  test(`The Overview and the board hold up in ${look.language}, ${look.theme}, down to 320 pixels`, async ({
    as,
    visit,
    tenant,
  }) => {
    test.slow();
    await peopleAtEachGate(tenant);
    const { member } = await as("owner", { name: "Mila Visser" });
    await changePerson(member.person.id, { language: null });
    const page = await visit({
      reducedMotion: "reduce",
      viewport: WIDE,
      storageState: await signedIn(member.identity.id),
    });
    await wear(page, look);
    const board = `/t/${tenant.slug}/settings/invitations`;
    for (const path of [
      `/t/${tenant.slug}`,
      board,
      `${board}?at=bounced`,
      `${board}?at=late`,
      `${board}/mails`,
    ]) {
      await page.goto(path);
      await expect(page.locator("html")).toHaveAttribute("lang", look.language);
      await expect(page.locator("html")).toHaveAttribute("data-theme", look.theme);
      await expectSound(page, look.theme, path);
    }
  });
