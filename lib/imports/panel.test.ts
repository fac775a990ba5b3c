import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withSystem, withTenant } from "@/lib/access/doors";
import { dayIn } from "@/lib/i18n/sentences";
import { lastMoment } from "@/lib/invitations/offer";
import { sendInvitation } from "@/lib/invitations/send";
import { restoreLeft } from "@/lib/people/restore";
import { ownTenant } from "@/lib/tenants/own";
import { anyEmail, newActor, newMember, newPerson, newRole, newTenant } from "@/lib/testing/factories";
import { countsOf, importNow, pasted, rowsNow } from "@/lib/testing/imports";
import { lastDayOf } from "@/lib/time";
import { changeTerms } from "./change";
import { checkSeveral } from "./check-several";
import { tenantFacts } from "./facts";
import { inviteSeveral, PanelDraft } from "./invite-several";
import { mailsOfList } from "./mails-of-list";
import { importOf } from "./rows";
import { MailLook, seeMail } from "./see-mail";

const ada = await newActor("manager");
const owner = await newActor("owner", ada.home);
const roles = [ada.home.roles.member];

const checked = async (by: typeof ada, email: string, keep: string[] = []) =>
  withTenant(by, "people.view", (tx) => checkSeveral(tx, { email, keep }));
const sent = (by: typeof ada, draft: object) =>
  withTenant(by, "people.invite", (tx) => inviteSeveral(tx, PanelDraft.parse({ roles, keep: [], ...draft })));
const seen = (by: typeof ada, look: object) =>
  withTenant(by, "people.view", (tx) => seeMail(tx, MailLook.parse({ roles, keep: [], email: "", ...look })));

async function invited(expired = false) {
  const email = anyEmail();
  const { personId } = await withTenant(ada, "people.invite", (tx) => sendInvitation(tx, { email, roles }));
  if (expired)
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update people set expires_at = now() - interval '1 hour' where id = ${personId}`),
    );
  return { email, personId };
}

test("S20 an address that is invited already says since when, whether it still works, and can be sent again", async () => {
  const [open, over] = [await invited(), await invited(true)];
  const { checked: all } = await checked(ada, `${open.email}, ${over.email}`);
  expect(all.map(({ verdict, acts, invited: at }) => [verdict, acts, at?.isOver])).toEqual([
    ["invited", ["resend"], false],
    ["invited", ["resend"], true],
  ]);
  expect(all[0]?.about["person"]).toBe(open.personId);
  expect(Date.parse(all[0]?.invited?.at ?? "")).toBeGreaterThan(Date.now() - 60_000);
});

test("S2 somebody who left is offered to be restored, to whoever may and as long as that goes", async () => {
  const active = { accountAt: new Date(), activeAt: new Date() };
  const recent = await newPerson(ada.home, { ...active, leftAt: new Date() });
  const long = await newPerson(ada.home, { leftAt: new Date(Date.now() - 31 * 86_400_000) });
  const list = `${recent.email} ${long.email}`;
  const actsFor = async (by: typeof ada) => (await checked(by, list)).checked.map(({ acts }) => acts);
  expect(await actsFor(ada)).toEqual([[], []]);
  expect(await actsFor(owner)).toEqual([["restore"], []]);
  await withTenant(owner, "people.remove", (tx) => restoreLeft(tx, { personId: recent.id }));
  expect((await checked(owner, list)).checked[0]).toMatchObject({ verdict: "active", acts: [] });
});

test("S19 a doubtful address that is kept leaves with the others, and is not asked about again", async () => {
  const typo = `bo-${anyEmail().slice(5, 12)}@gmial.com`;
  const list = `${anyEmail()}, ${typo}, info@linde.test`;
  const before = await checked(ada, list);
  expect(before.checked.map(({ isReady, acts }) => [isReady, acts])).toEqual([
    [true, []],
    [false, ["keep"]],
    [true, ["keep"]],
  ]);
  const after = await checked(ada, list, [typo.toUpperCase(), "info@linde.test"]);
  expect(after.checked.map(({ verdict }) => verdict)).toEqual(["ready", "ready", "ready"]);

  const kept = await sent(ada, { email: list, keep: [typo] });
  if (!("importId" in kept)) throw new Error("one");
  expect((await importNow(kept.importId)).state).toBe("running");
  expect((await rowsNow(ada, kept.importId)).map((row) => row.kept)).toEqual([false, true, false]);
});

test("S1 more than 50 addresses in the panel become a list with all of them, and nothing is sent yet", async () => {
  const all = Array.from({ length: 51 }, () => anyEmail());
  const before = await countsOf(ada.tenantId);
  expect(await checked(ada, all.join("\n"))).toEqual({ count: 51, isList: true, checked: [] });
  expect((await checked(ada, all.slice(1).join(" "))).checked).toHaveLength(50);

  const made = await sent(ada, { email: all.join("\n"), language: "nl", note: "Tot maandag" });
  if (!("importId" in made)) throw new Error("one");
  expect(made.isLong).toBe(true);
  expect(await importNow(made.importId)).toMatchObject({
    state: "review",
    rows: 51,
    language: "nl",
    note: "Tot maandag",
    roleIds: roles,
  });
  expect((await rowsNow(ada, made.importId)).map(({ email }) => email)).toEqual(all);
  const { invitations, messages } = await countsOf(ada.tenantId);
  expect({ invitations, messages }).toEqual({
    invitations: before.invitations,
    messages: before.messages,
  });
});

test("S1 a long list with a role that has power is asked about on its own page", async () => {
  const email = Array.from({ length: 51 }, () => anyEmail()).join(" ");
  const powers = [ada.home.roles.administrator];
  expect(await sent(owner, { email, roles: powers })).toMatchObject({ isLong: true });
  await expect(sent(owner, { email: `${anyEmail()} ${anyEmail()}`, roles: powers })).rejects.toMatchObject({
    code: "review_powers",
  });
});

test("S3 the mail that is looked at is the one that goes out: language, note, roles, name and date", async () => {
  const planner = await newRole(ada.home, "Planner", []);
  const email = anyEmail();
  const look = { language: "nl" as const, note: "Tot maandag!", roles: [planner] };
  const mail = await seen(ada, { ...look, email: `Bo Jansen <${email}>, ${anyEmail()}` });
  const tenant = await withTenant(ada, "people.view", (tx) => ownTenant(tx));
  const day = dayIn("nl", tenant.timeZone, lastDayOf(lastMoment(tenant, [])));
  expect(mail.language).toBe("nl");
  expect(mail.subject).toContain("nodigt u uit");
  for (const part of ["Bo Jansen", email, "Tot maandag!", "Planner", day]) expect(mail.text).toContain(part);
  // Nothing in it opens anything, and nobody was made.
  expect(mail.text).not.toContain("/i/");
  expect((await checked(ada, `${email} ${anyEmail()}`)).checked[0]?.verdict).toBe("ready");

  const english = await seen(ada, { language: "en" });
  expect(english.text).toContain("Anna de Vries");
  await expect(seen(await newActor("member", ada.home), {})).rejects.toMatchObject({ code: "not_permitted" });
});

test("S3 somebody this company knows is called by their name, and an account elsewhere is not told", async () => {
  const here = await newPerson(ada.home, { name: "Mila Visser", identityId: null });
  expect((await seen(ada, { email: here.email ?? "" })).text).toContain("Mila Visser");
  const elsewhere = (await newMember(await newTenant(), "owner")).person;
  const [theirs, nobodys] = [
    await seen(ada, { email: elsewhere.email, name: "Bo" }),
    await seen(ada, { email: anyEmail(), name: "Bo" }),
  ];
  expect(theirs.text.replaceAll(elsewhere.email, "")).toHaveLength(
    nobodys.text.replace(/anna-\S+?@linde\.test/g, "").length,
  );
});

test("S3 a list shows the mail of its first row that is ready, in each of its languages", async () => {
  const [dutch, english] = [anyEmail(), anyEmail()];
  const importId = await pasted(
    ada,
    `naam;e-mail;rol;taal\nFout;x;Member;\nBo Jansen;${dutch};Member;\nMila Visser;${english};Member;en`,
  );
  await withTenant(ada, "people.invite", (tx) =>
    changeTerms(tx, { importId, language: "nl", days: 3, see: "mail" }),
  );
  const mails = await withTenant(ada, "people.view", async (tx) => {
    const of = await importOf(tx, importId);
    return mailsOfList(tx, of, await tenantFacts(tx, of.roleIds));
  });
  expect(mails.map(({ language }) => language)).toEqual(["nl", "en"]);
  expect(mails[0]?.text).toContain(`Bo Jansen`);
  expect(mails[0]?.text).toContain(dutch);
  expect(mails[1]?.text).toContain("Mila Visser");
});
