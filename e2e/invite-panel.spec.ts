import { sql } from "drizzle-orm";
import { withSystem } from "@/lib/access/doors";
import { anyEmail, newMember } from "@/lib/testing/factories";
import { faultsOf } from "./support/axe";
import { heading } from "./support/door";
import { timesOf } from "./support/facts";
import { expire, invite } from "./support/invite";
import { mailbox } from "./support/mailbox";
import { expect, test } from "./support/test";

const panelOf = (slug: string) => `/t/${slug}/settings/people/invite`;

const hasLeft = (personId: string) =>
  withSystem("housekeeping", (tx) =>
    tx.execute(sql`update people set left_at = now() - interval '2 days' where id = ${personId}`),
  );

test("S3 the mail is seen before it leaves, in the language chosen and with the note, and is the one that arrives", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner");
  const email = anyEmail();
  await page.goto(panelOf(tenant.slug));
  const panel = page.getByRole("dialog");
  await panel.getByLabel("E-mail addresses").fill(email);
  await panel.getByLabel("Name (optional)", { exact: true }).fill("Bo Jansen");
  await panel.getByLabel("Mail in").selectOption("nl");
  await panel.getByText("Add a note").click();
  await panel.getByLabel("Note", { exact: true }).fill("Tot maandag!");
  await panel.getByRole("button", { name: "See the mail" }).click();
  const seen = panel.getByRole("region", { name: "See the mail" });
  await expect(seen).toBeFocused();
  await expect(seen).toContainText("nodigt u uit voor");
  const shown = (await seen.locator("pre").textContent()) ?? "";
  for (const part of ["Hallo Bo Jansen", "Tot maandag!", email]) expect(shown).toContain(part);
  expect(await faultsOf(page)).toEqual([]);

  await expect(panel.getByLabel("E-mail addresses")).toHaveValue(email);
  await expect(panel.getByLabel("Name (optional)", { exact: true })).toHaveValue("Bo Jansen");
  await panel.getByLabel("Name (optional)", { exact: true }).press("Enter");
  await expect(page.getByText(`Invitation sent to ${email}.`)).toBeVisible();
  const arrived = (await mailbox.lastTo(email)).text;
  const sentences = shown.split("\n").filter((line) => line !== "" && !/http|0000-0000/.test(line));
  expect(sentences.length).toBeGreaterThan(5);
  for (const sentence of sentences) expect(arrived).toContain(sentence);
});

test("S3 without JavaScript the mail is seen too, and everything typed is still there", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner", { javaScriptEnabled: false });
  const list = Array.from({ length: 45 }, () => anyEmail()).join("\n");
  await page.goto(panelOf(tenant.slug));
  await page.getByLabel("E-mail addresses").fill(list);
  await page.getByLabel("Administrator").check();
  await page.getByLabel("Mail in").selectOption("nl");
  await page.getByText("Add a note").click();
  await page.getByLabel("Note", { exact: true }).fill("Tot maandag!");
  await page.getByRole("button", { name: "See the mail" }).click();
  const seen = page.getByRole("region", { name: "See the mail" });
  await expect(seen).toContainText("Tot maandag!");
  await expect(seen).toContainText(list.split("\n")[0] ?? "");
  await expect(page.getByLabel("E-mail addresses")).toHaveValue(list);
  await expect(page.getByLabel("Administrator")).toBeChecked();
  await expect(page.getByLabel("Mail in")).toHaveValue("nl");
  await expect(page.getByLabel("Note", { exact: true })).toHaveValue("Tot maandag!");
});

test("S20 S2 in the panel an expired invitation is resent, a former member restored, and the other chips stay", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner");
  const offer = await invite(tenant);
  await expire(offer, 30);
  const { person } = await newMember(tenant, "member", { name: "Bo Jansen" });
  await hasLeft(person.id);
  const [one, typo] = [anyEmail(), `bo-${offer.email.slice(5, 11)}@gmial.com`];
  await page.goto(panelOf(tenant.slug));
  const panel = page.getByRole("dialog");
  const field = panel.getByRole("textbox", { name: "E-mail addresses" });
  const list = `${one}, ${offer.email}, Bo <${person.email}>, ${typo}, info@linde.test`;
  await field.fill(list);
  const chips = panel.getByRole("list", { name: "E-mail addresses" }).getByRole("listitem");
  await expect(chips).toHaveCount(5);
  await expect(panel.getByText(/Invited on .*; that invitation has expired\./)).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  await panel.getByRole("button", { name: `Resend ${offer.email}` }).click();
  await expect(panel.getByText(`A new invitation goes to ${offer.email}.`).first()).toBeVisible();
  await expect(chips).toHaveCount(4);
  await panel.getByRole("button", { name: `Restore ${person.email}` }).click();
  await expect(panel.getByText("Has access again, with the same roles").first()).toBeVisible();
  await expect(chips).toHaveCount(3);
  await expect(panel.getByText(`Did you mean ${typo.replace("gmial", "gmail")}?`)).toBeVisible();
  await panel.getByRole("button", { name: `Change ${typo}` }).click();
  await expect(panel.getByText("Did you mean")).toBeHidden();
  await panel.getByRole("button", { name: "Keep info@linde.test" }).click();
  await expect(panel.getByText("Several people may read this mailbox.")).toBeHidden();
  await expect(field).toHaveValue(`${one}, ${typo.replace("gmial", "gmail")}, info@linde.test`);
  await panel.getByRole("button", { name: "Send 3 invitations" }).click();
  await expect(heading(page)).toHaveText("3 people are invited", { timeout: 30_000 });
  await mailbox.lastTo(one);
  await mailbox.lastTo(offer.email, 2);
  expect(await timesOf("person.restored", person.id)).toBe(1);
});

test("S19 an address that is meant so is kept as it is and leaves with the others", async ({
  as,
  tenant,
}) => {
  const { page } = await as("manager");
  const typo = `bo-${anyEmail().slice(5, 12)}@gmial.com`;
  await page.goto(panelOf(tenant.slug));
  const panel = page.getByRole("dialog");
  await panel.getByRole("textbox", { name: "E-mail addresses" }).fill(`${anyEmail()} ${typo}`);
  await panel.getByRole("button", { name: `Keep ${typo}` }).click();
  await panel.getByRole("button", { name: "Send 2 invitations" }).click();
  await expect(heading(page)).toHaveText("2 people are invited", { timeout: 30_000 });
  await mailbox.lastTo(typo);
});

test("S19 an address that stands twice is said to, and what is kept moves nothing below the field", async ({
  as,
  tenant,
}) => {
  const { page } = await as("manager");
  const twice = anyEmail();
  await page.goto(panelOf(tenant.slug));
  const panel = page.getByRole("dialog");
  const field = panel.getByRole("textbox", { name: "E-mail addresses" });
  const gap = async () => {
    const [above, below] = [field, panel.getByRole("list", { name: "E-mail addresses" })];
    const [box, chips] = await Promise.all([above.boundingBox(), below.boundingBox()]);
    return Math.round((chips?.y ?? 0) - (box?.y ?? 0) - (box?.height ?? 0));
  };
  await field.fill(`${twice}, ${twice}, info@linde.test`);
  await expect(panel.getByText("Stands in the list twice. Gets one mail.")).toBeVisible();
  const before = await gap();
  await panel.getByRole("button", { name: "Keep info@linde.test" }).click();
  await expect(panel.getByText("Several people may read this mailbox.")).toBeHidden();
  expect(await gap()).toBe(before);
});

const many = 63;
const longList = () => Array.from({ length: many }, () => anyEmail()).join(", ");

test("S1 more than 50 addresses in the panel become a list with all of them, said in plain words", async ({
  as,
  tenant,
}) => {
  const { page } = await as("administrator");
  await page.goto(panelOf(tenant.slug));
  const panel = page.getByRole("dialog");
  await panel.getByRole("textbox", { name: "E-mail addresses" }).fill(longList());
  await expect(panel.getByText(`These are ${many} addresses. More than 50 go to a list first`)).toBeVisible();
  await panel.getByRole("button", { name: `Check ${many} addresses` }).click();
  await expect(heading(page)).toHaveText("Check before you invite");
  await expect(page.getByText(`You pasted ${many} addresses into the panel.`)).toBeVisible();
  await expect(page.getByText("Nothing has been sent yet.")).toBeVisible();
  await expect(page.getByRole("button", { name: `Invite ${many} people` })).toBeVisible();
});

test("S1 S3 a long list without JavaScript: all of it arrives, and its mail is seen in the language chosen", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner", { javaScriptEnabled: false });
  const list = longList();
  await page.goto(panelOf(tenant.slug));
  await page.getByLabel("E-mail addresses").fill(list);
  await page.getByLabel("Member").uncheck();
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText("Choose at least one role.").first()).toBeVisible();
  await expect(page.getByLabel("E-mail addresses")).toHaveValue(list);
  await page.getByLabel("Member").check();
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByRole("button", { name: `Invite ${many} people` })).toBeVisible();

  await page.getByLabel("Mail in").selectOption("nl");
  await page.getByLabel("Works for").selectOption("3");
  await page.getByRole("button", { name: "See the mail" }).click();
  const mail = page.getByRole("region", { name: "See the mail" });
  await expect(mail).toContainText("nodigt u uit voor");
  await expect(mail).toContainText(list.split(", ")[0] ?? "");
  await expect(page.getByLabel("Works for")).toHaveValue("3");
});
