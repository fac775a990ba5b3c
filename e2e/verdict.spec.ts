import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { withSystem } from "@/lib/access/doors";
import { anyEmail, newPerson, type Tenant } from "@/lib/testing/factories";
import { codeWithClockOff } from "./support/authenticator";
import { acceptOffer, confirmApp, heading, keepCodes, readKey } from "./support/door";
import { expire, invite } from "./support/invite";
import { expectSound, LOOKS, WIDE, wear } from "./support/looks";
import { mailbox } from "./support/mailbox";
import { personPath } from "./support/people";
import { expect, test } from "./support/test";

const verdict = (page: Page) => page.getByRole("region", { name: "How things stand" });
const says = (page: Page) => verdict(page).getByRole("heading", { level: 2 });
const answer = (page: Page) => verdict(page).locator(".answer");

/** As if the invitation had been in Dutch, without its pages being so. */
const readsDutch = (personId: string) =>
  withSystem("housekeeping", (tx) =>
    tx.execute(sql`update people set language = 'nl' where id = ${personId}`),
  );

async function inviteByHand(page: Page, tenant: Tenant, email: string, name: string): Promise<void> {
  await page.goto(`/t/${tenant.slug}/settings/people/invite`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Name (optional)", { exact: true }).fill(name);
  await page.getByRole("button", { name: /^Send (1 )?invitation/ }).click();
  await expect(page.getByText(`Invitation sent to ${email}.`)).toBeVisible();
}

test("F1 S20 a mail that came back is explained, corrected, and out again", async ({ as, tenant }) => {
  const { page } = await as("administrator");
  await inviteByHand(page, tenant, `reject-${anyEmail()}`, "Joris Smit");
  await expect(async () => {
    await page.goto(`/t/${tenant.slug}/settings/people`);
    await expect(page.getByText("came back: the mailbox does not exist.").first()).toBeVisible({
      timeout: 1000,
    });
  }).toPass();
  const note = await page.getByText("came back: the mailbox does not exist.").first().textContent();
  await page.getByRole("link", { name: "Joris Smit" }).first().click();
  await expect(says(page)).toHaveText(note ?? "");
  await expect(answer(page)).toContainText("this mailbox does not exist. Tell us the right address");

  const right = anyEmail();
  await page.getByLabel("New e-mail address").fill(right);
  await page.getByRole("button", { name: "Change and resend" }).click();
  await expect(says(page)).toHaveText(/about to go out|goes out in|is sent and not opened yet/);
  await mailbox.lastTo(right);
  await page.reload();
  await expect(says(page)).toHaveText("The invitation to Joris Smit is sent and not opened yet.");
});

test("F7 a clock that is off is measured, and the right code leads on", async ({
  as,
  tenant,
  page: anna,
}) => {
  const offer = await invite(tenant);
  const { page } = await as("manager");
  await anna.goto(offer.href);
  await acceptOffer(anna);
  const key = await readKey(anna);
  await anna.getByLabel("Enter your verification code").fill(await codeWithClockOff(key, -3));
  await anna.getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(anna.getByRole("main").getByRole("alert")).toBeVisible();

  await readsDutch(offer.personId);
  await page.goto(personPath(tenant, offer.personId));
  await expect(says(page)).toHaveText(
    /^Anna de Vries is stuck at the second step: .* about [34] minutes behind\.$/,
  );
  // In the person's language, whatever the administrator reads.
  await expect(answer(page)).toHaveAttribute("lang", "nl");
  await verdict(page).getByText("Read the answer to Anna de Vries").click();
  await expect(answer(page)).toContainText("Alleen loopt de klok van uw telefoon ongeveer");

  await expect(verdict(page).getByRole("button", { name: "Remind" })).toBeVisible();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await verdict(page).getByRole("button", { name: "Copy answer" }).click();
  await expect(verdict(page).getByRole("button", { name: "Copied" })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^Hallo Anna de Vries,\n\nUw account is er/);
  expect(copied).not.toMatch(/\/i\/|\/l\/|token/);

  await confirmApp(anna);
  await page.reload();
  await expect(says(page)).toHaveText("Anna de Vries has an account and has not signed in yet.");
  await keepCodes(anna);
  await expect(heading(anna)).toHaveText("You are in");
  await page.reload();
  await expect(says(page)).toHaveText("Anna de Vries is in, and nothing needs to be done.");
});

const cameBack = (personId: string) =>
  withSystem("housekeeping", (tx) =>
    tx.execute(sql`update people set bounced_at = clock_timestamp() where id = ${personId}`),
  );

test("F1 S19 a mail that came back from a slip is mended with the address that was meant, in one press", async ({
  as,
  tenant,
}) => {
  const slip = `joris-${anyEmail().slice(5, 12)}@gmial.com`;
  const offer = await invite(tenant, { email: slip, name: "Joris Smit" });
  await cameBack(offer.personId);
  const { page } = await as("manager", { javaScriptEnabled: false });
  await page.goto(personPath(tenant, offer.personId));
  await expect(says(page)).toHaveText("The invitation to Joris Smit came back. Did you mean gmail.com?");
  const meant = slip.replace("gmial", "gmail");
  await expect(page.getByLabel("New e-mail address")).toHaveValue(meant);
  await page.getByRole("button", { name: "Change and resend" }).click();
  await mailbox.lastTo(meant);
});

test("F1 S20 a gate that no event tells says how it was passed", async ({ as, tenant }) => {
  const moved = new Date("2026-03-05T09:00:00Z");
  const { id } = await newPerson(tenant, {
    name: "Bo",
    identityId: null,
    ...{ invitedAt: moved, accountAt: moved, activeAt: moved },
  });
  const { page } = await as("manager");
  await page.goto(personPath(tenant, id));
  const timeline = page.getByRole("region", { name: "How Bo came in" }).or(page.locator(".timeline"));
  for (const sentence of [
    "Came in without this mail",
    "Came in by another way than the link",
    "The account was made",
    "Came in without a second step: none was asked for",
    "Came in for the first time",
  ])
    await expect(timeline.getByText(sentence).first()).toBeVisible();
  for (const time of await timeline.locator("time").allTextContents()) expect(time).toContain("5 Mar");
});

test("F1 S20 an expired invitation is sent again from the verdict", async ({ as, tenant }) => {
  const offer = await invite(tenant);
  await expire(offer, 30);
  const { page } = await as("manager");
  await page.goto(personPath(tenant, offer.personId));
  await expect(says(page)).toHaveText("The invitation of Anna de Vries expired without being opened.");
  await verdict(page).getByRole("button", { name: "Resend invitation" }).click();
  await expect(says(page)).toHaveText(/about to go out|goes out in|is sent and not opened yet/);
  await mailbox.lastTo(offer.email, 2);
});

test("F1 S18 the activity tells every event and mail, a page at a time, without JavaScript", async ({
  as,
  tenant,
}) => {
  const offer = await invite(tenant);
  const { page } = await as("manager", { javaScriptEnabled: false });
  await page.goto(personPath(tenant, offer.personId));
  await expect(verdict(page).getByRole("button", { name: "Copy answer" })).toBeHidden();
  await verdict(page).getByText("Read the answer to Anna de Vries").click();
  await expect(answer(page)).toContainText("Look in the spam folder too.");
  await page.getByRole("link", { name: "Activity", exact: true }).click();
  const lines = page.getByRole("list", { name: "Activity of Anna de Vries" }).getByRole("listitem");
  await expect(lines.filter({ hasText: "Mail: invitation" })).toContainText("Handed over, delivery unknown");
  await expect(lines.filter({ hasText: "Invited by" })).toContainText("By Ada Bakker");
  await expect(page.getByRole("link", { name: "Activity", exact: true })).toHaveAttribute(
    "aria-current",
    "page",
  );
});

for (const look of LOOKS)
  test(`F1 the verdict and the activity are sound in ${look.language}, ${look.theme}, on a phone, for everybody`, async ({
    as,
    tenant,
  }) => {
    const { page, member } = await as("owner", { reducedMotion: "reduce", viewport: WIDE });
    await wear(page, look);
    const offer = await invite(tenant);
    const bare = await newPerson(tenant, { name: "Bo", identityId: null });
    for (const id of [offer.personId, member.person.id, bare.id])
      for (const path of [personPath(tenant, id), `${personPath(tenant, id)}/activity`]) {
        await page.goto(path);
        await page.locator("details:has(> .answer)").evaluate((details: HTMLDetailsElement) => {
          details.open = true;
        });
        await expectSound(page, look.theme, path);
      }
    const sentence = look.language === "nl" ? "Bo is niet uitgenodigd." : "Bo is not invited.";
    await page.goto(personPath(tenant, bare.id));
    await expect(page.locator(".verdict h2")).toHaveText(sentence);
  });
