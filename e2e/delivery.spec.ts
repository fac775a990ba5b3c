import { desc, eq } from "drizzle-orm";
import { messages } from "@/db/schema/messages";
import { lookUp } from "@/lib/access/doors";
import { anyEmail, personNow } from "@/lib/testing/factories";
import { eventOf, newWebhookSecret, signed, type Told } from "@/lib/testing/reports";
import { faultsOf } from "./support/axe";
import { timesOf } from "./support/facts";
import { invite } from "./support/invite";
import { mailbox } from "./support/mailbox";
import { expect, test } from "./support/test";

const secret = process.env["RESEND_WEBHOOK_SECRET"] ?? "";
const WEBHOOK = "/api/webhooks/resend";

/** What the provider would post about somebody's last mail. */
async function reportOf(personId: string, type: string, more: Partial<Told> = {}): Promise<string> {
  const [last] = await lookUp("deliver messages", (db) =>
    db.select().from(messages).where(eq(messages.personId, personId)).orderBy(desc(messages.createdAt)),
  );
  return eventOf({ type, messageId: last?.id ?? "", providerId: `prov-${last?.id}`, ...more });
}

const noMailbox = { bounce: { type: "Permanent", subType: "NoEmail" } };

test("F2 S20 an invitation that came back shows why, and correcting it sends anew", async ({
  as,
  tenant,
  request,
}) => {
  const { page } = await as("administrator");
  const offer = await invite(tenant, { name: "Joris Smit" });
  const bounce = signed(await reportOf(offer.personId, "email.bounced", noMailbox), { secret });
  for (let repeated = 0; repeated < 10; repeated++) {
    const answer = await request.post(WEBHOOK, { data: bounce.body, headers: bounce.headers });
    expect(answer.status()).toBe(200);
  }
  expect(await timesOf("message.bounced", offer.personId)).toBe(1);

  await page.goto(`/t/${tenant.slug}/settings/people`);
  await expect(page.getByRole("row", { name: /Joris Smit/ }).first()).toContainText("Bounced");
  await expect(
    page.getByText("The invitation to Joris Smit came back: the mailbox does not exist.").first(),
  ).toBeVisible();
  await page.getByRole("link", { name: "Change the address" }).first().click();
  await expect(page.getByText(`Portico does not write to ${offer.email} any more.`)).toBeVisible();
  await page.getByRole("button", { name: /^Resend/ }).click();
  await expect(page.getByText(/came back or was marked as spam, so Portico does not write/)).toBeVisible();

  const right = anyEmail();
  await page.getByLabel("New e-mail address").fill(right);
  await page.getByRole("button", { name: "Change and resend" }).click();
  await expect(page.getByText("The address is changed.")).toBeVisible();
  await mailbox.lastTo(right);
  await expect(page.getByText(/Portico does not write to/)).toHaveCount(0);
  expect(await mailbox.countTo(offer.email)).toBe(1);
});

test("F2 the mail server that took a mail is named; twenty openings by a scanner open nothing", async ({
  as,
  tenant,
  request,
}) => {
  const { page } = await as("manager");
  const offer = await invite(tenant);
  const scanned = await Promise.all(Array.from({ length: 20 }, () => request.get(offer.href)));
  expect(new Set(scanned.map((answer) => answer.status()))).toEqual(new Set([200]));
  for (const type of ["email.delivered", "email.opened", "email.clicked", "email.sent"]) {
    const { body, headers } = signed(await reportOf(offer.personId, type), { secret });
    expect((await request.post(WEBHOOK, { data: body, headers })).status()).toBe(200);
  }
  const person = await personNow(tenant.id, offer.personId);
  expect(person).toMatchObject({ deliveredAt: expect.any(Date), openedAt: null });
  await page.goto(`/t/${tenant.slug}/settings/people/${offer.personId}`);
  await expect(page.getByText("Accepted by the mail server of linde.test")).toBeVisible();
});

test("F2 a forged report is refused and changes nothing", async ({ tenant, request }) => {
  const offer = await invite(tenant);
  const { body, headers } = signed(await reportOf(offer.personId, "email.bounced", noMailbox), {
    secret: newWebhookSecret(),
  });
  const post = (data: string, given: Record<string, string>) =>
    request.post(WEBHOOK, { data, headers: given }).then((answer) => answer.status());
  expect(await post(body, headers)).toBe(401);
  expect(await post(body, { ...headers, "content-type": "text/plain" })).toBe(415);
  expect(await post("x".repeat(70_000), headers)).toBe(413);
  expect((await request.get(WEBHOOK)).status()).toBe(405);
  expect((await personNow(tenant.id, offer.personId)).bouncedAt).toBeNull();
  expect(await timesOf("message.bounced", offer.personId)).toBe(0);
});

test("F2 mail marked as spam is not followed by more, until somebody says that the mailbox works", async ({
  as,
  tenant,
  request,
}) => {
  // As on a small phone, in Dutch and without JavaScript.
  const { page } = await as("administrator", {
    javaScriptEnabled: false,
    locale: "nl-NL",
    viewport: { width: 360, height: 740 },
  });
  const offer = await invite(tenant, { name: "Bo Jansen" });
  const { body, headers } = signed(await reportOf(offer.personId, "email.complained"), { secret });
  expect((await request.post(WEBHOOK, { data: body, headers })).status()).toBe(200);

  await page.goto(`/t/${tenant.slug}/settings/people/${offer.personId}`);
  await expect(page.getByText(`Portico schrijft niet meer aan ${offer.email}.`)).toBeVisible();
  const wide = await page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(wide).toBe(0);
  await page.getByRole("button", { name: "De mailbox werkt weer" }).click();
  await expect(page.getByText(/Portico schrijft niet meer aan/)).toHaveCount(0);
  expect(await timesOf("mailbox.vouched_for", offer.personId)).toBe(1);
});

test("F2 the list says that a mail was marked as spam or is late, and nothing on it is hard to reach", async ({
  as,
  tenant,
  request,
}) => {
  const { page } = await as("administrator");
  const [spam, late] = [
    await invite(tenant, { name: "Bo Jansen" }),
    await invite(tenant, { name: "Cas Kok" }),
  ];
  for (const [{ personId }, type] of [
    [spam, "email.complained"],
    [late, "email.delivery_delayed"],
  ] as const) {
    const { body, headers } = signed(await reportOf(personId, type), { secret });
    expect((await request.post(WEBHOOK, { data: body, headers })).status()).toBe(200);
  }
  await page.goto(`/t/${tenant.slug}/settings/people`);
  await expect(page.getByText("The invitation to Bo Jansen was marked as spam.").first()).toBeVisible();
  await expect(page.getByText(/The invitation to Cas Kok left, but/).first()).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.goto(`/t/${tenant.slug}/settings/people/${spam.personId}`);
  await expect(page.getByRole("button", { name: "The mailbox works again" })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
});
