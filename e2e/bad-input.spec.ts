import type { Page } from "@playwright/test";
import { anyEmail, newPerson, newTenant, personNow } from "@/lib/testing/factories";
import { comeIn, heading, NEW_PASSWORD } from "./support/door";
import { accountsAt, joined, peopleOf, timesOf } from "./support/facts";
import { invite } from "./support/invite";
import { changed, type RawForm, rawForm, send, type Value } from "./support/raw-form";
import { expect, test } from "./support/test";

const FOREIGN = ["https://evil.test", "null", null, "http://localhost:1"] as const;
const file: Value = { name: "x.txt", mimeType: "text/plain", buffer: Buffer.from("x") };
const huge = "x".repeat(300_000);
const odd = [
  "\u0000",
  "\ud800",
  "a\r\nBcc: x@evil.test",
  "[object Object]",
  "__proto__",
  "x".repeat(5000),
  "#{7*7}{{7*7}}",
  "' or 1=1 --",
];

const own = ([name]: [string, Value]) => !name.startsWith("$ACTION");

/** A field left out, sent twice, as a file, as an object, huge or odd, and a field nobody asked for. */
function variants(form: RawForm): RawForm[] {
  const names = form.fields.filter(own).map(([name]) => name);
  const perField = names.flatMap((name): RawForm[] => [
    changed(form, { [name]: undefined }),
    changed(form, { [name]: file }),
    changed(form, { [name]: undefined, [`${name}[a]`]: "x" }),
    { ...form, fields: [...form.fields, [name, "twice"]] },
    // What is odd in a name makes a fine password.
    ...odd.filter(() => name !== "password").map((text) => changed(form, { [name]: text })),
  ]);
  return [changed(form, { admin: "yes" }), changed(form, { identityId: "1" }), ...perField];
}

async function expectNoHarm(page: Page, forms: readonly RawForm[]): Promise<void> {
  for (const form of forms) {
    const answer = await send(page, form);
    const what = JSON.stringify(form.fields.filter(own)).slice(0, 200);
    expect(answer.status(), what).toBeLessThan(500);
    expect(await answer.text(), what).not.toMatch(/Something went wrong on our side|at async |node_modules/);
  }
}

async function expectRefusedFromElsewhere(page: Page, form: RawForm): Promise<void> {
  for (const origin of FOREIGN) {
    const answer = await send(page, form, origin);
    expect([200, 400, 403], `from ${origin}`).toContain(answer.status());
  }
}

test("An invitation's form takes only what it asks for, and only from our own pages", async ({
  tenant,
  visit,
}) => {
  test.slow();
  const offer = await invite(tenant);
  const page = await visit({ javaScriptEnabled: false });
  await page.goto(offer.href);
  const full = changed(await rawForm(page, "Create account and join"), {
    name: "Anna",
    password: NEW_PASSWORD,
  });
  await expectRefusedFromElsewhere(page, full);
  await expectNoHarm(page, variants(changed(full, { password: "short" })));
  await expectNoHarm(page, [
    changed(full, { admin: "yes" }),
    changed(full, { password: undefined }),
    changed(full, { ref: "unknown" }),
  ]);
  const tooMuch = await send(page, changed(full, { name: huge }));
  expect([200, 400, 413]).toContain(tooMuch.status());

  expect(await accountsAt(offer.email)).toBe(0);
  expect((await personNow(tenant.id, offer.personId)).identityId).toBeNull();
  await page.goto(offer.href);
  await comeIn(page);
});

test("The sign-in form answers every wrong input with a sentence", async ({ visit }) => {
  test.slow();
  const page = await visit({ javaScriptEnabled: false });
  await page.goto("/sign-in");
  const form = changed(await rawForm(page, "Sign in"), {
    email: anyEmail(),
    password: "not the password at all",
  });
  await expectRefusedFromElsewhere(page, form);
  await expectNoHarm(page, [
    changed(form, { admin: "yes" }),
    changed(form, { email: undefined }),
    changed(form, { email: file }),
  ]);
  await expectNoHarm(page, [
    changed(form, { returnTo: "//evil.test" }),
    changed(form, { email: "\u0000" }),
    changed(form, { email: huge }),
  ]);
  const [key] = form.fields.map(([name]) => name).filter((name) => /^\$ACTION_\d+:0$/.test(name));
  const strange = [
    changed(form, { [key ?? ""]: '{"id":"00","bound":"$@1"}' }),
    changed(form, { [key ?? ""]: "{" }),
  ];
  for (const one of strange) expect([400, 404]).toContain((await send(page, one)).status());
});

test("The forms of Settings > People refuse other companies, other origins and unknown fields", async ({
  as,
  tenant,
  visit,
}) => {
  test.slow();
  const { page: admin } = await as("administrator");
  const other = await newTenant({ name: "Bakkerij Zon" });
  await newPerson(other, { name: "Joris Smit" });
  const page = await visit({ javaScriptEnabled: false, storageState: await admin.context().storageState() });
  await page.goto(`/t/${tenant.slug}/settings/people/invite`);
  const email = anyEmail();
  const form = changed(await rawForm(page, "Send invitation"), { email });
  const [ours, theirs] = [await peopleOf(tenant.id), await peopleOf(other.id)];

  await expectRefusedFromElsewhere(page, form);
  for (const slug of [other.slug, "no-such-company", "../x", "", file]) {
    expect(
      (await send(page, changed(form, { tenant: slug }))).status(),
      `tenant ${String(slug)}`,
    ).toBeLessThan(500);
  }
  await expectNoHarm(page, [
    changed(form, { admin: "yes" }),
    changed(form, { roles: undefined }),
    changed(form, { roles: "owner" }),
  ]);
  await expectNoHarm(page, [
    changed(form, { roles: other.roles.owner }),
    changed(form, { roles: tenant.roles.owner }),
    changed(form, { email: huge }),
  ]);
  await expectNoHarm(page, [
    changed(form, { email: file }),
    changed(form, { name: file }),
    changed(form, { language: "fr" }),
  ]);
  expect(await peopleOf(tenant.id)).toEqual(ours);
  expect(await peopleOf(other.id)).toEqual(theirs);
});

test("Nobody acts on somebody of another company by changing an id", async ({ as, tenant }) => {
  const { page } = await as("administrator", { javaScriptEnabled: false });
  const [ours, elsewhere] = [await invite(tenant), await invite(await newTenant({ name: "Bakkerij Zon" }))];
  await page.goto(`/t/${tenant.slug}/settings/people/${ours.personId}`);
  for (const button of ["Resend invitation", "Withdraw invitation"]) {
    const form = await rawForm(page, button);
    await expectNoHarm(page, [
      changed(form, { personId: elsewhere.personId }),
      changed(form, { personId: "x" }),
      changed(form, { personId: undefined }),
    ]);
    await expectNoHarm(page, [changed(form, { personId: elsewhere.personId, tenant: elsewhere.ada.tenant })]);
  }
  expect(await timesOf("invitation.resent", elsewhere.personId)).toBe(0);
  expect(await timesOf("invitation.withdrawn", elsewhere.personId)).toBe(0);
  expect((await page.goto(`/t/${tenant.slug}/settings/people/${elsewhere.personId}`))?.status()).toBe(404);
});

const nasty = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "javascript:alert(1)//",
  "</title><svg onload=alert(1)>",
  "{{constructor.constructor('alert(1)')()}}",
  "<b>bold</b> & &lt;i&gt;",
];

test("What people are called shows literally, wherever it stands", async ({ as, tenant }) => {
  const { page } = await as("administrator", { name: nasty[0] ?? "" });
  const people = await Promise.all(nasty.map((name) => newPerson(tenant, { name })));
  let alarms = 0;
  page.on("dialog", (dialog) => {
    alarms += 1;
    return dialog.dismiss();
  });
  await page.goto(`/t/${tenant.slug}/settings/people`);
  for (const name of nasty) await expect(page.getByText(name, { exact: true }).first()).toBeVisible();
  for (const { id, name } of people.slice(0, 4)) {
    await page.goto(`/t/${tenant.slug}/settings/people/${id}`);
    await expect(heading(page)).toHaveText(name);
    await expect(page).toHaveTitle(`${name} · Zorggroep Linde · Portico`);
  }
  expect(alarms).toBe(0);
});

test("A company's name and an inviter's show literally in the mail and on the invitation", async ({
  page,
}) => {
  const offer = await invite(await newTenant({ name: nasty[3] ?? "" }), {
    name: nasty[1] ?? "",
    note: nasty[0] ?? "",
  });
  await page.goto(offer.href);
  await expect(heading(page)).toHaveText(`Join ${nasty[3]}`);
  await expect(page.getByLabel("Your name")).toHaveValue(nasty[1] ?? "");
  await comeIn(page);
  await expect(
    page
      .getByText(nasty[3] ?? "")
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  expect(await joined(offer.ada.tenantId)).toContain(offer.email);
});
