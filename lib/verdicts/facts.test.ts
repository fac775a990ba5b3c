import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Actor } from "@/lib/access/actor";
import { type TenantTx, withSystem, withTenant } from "@/lib/access/doors";
import { type Note, record } from "@/lib/events/record";
import { countRun } from "@/lib/identity/limits";
import { changeAddress } from "@/lib/invitations/change-address";
import { resendInvitation } from "@/lib/invitations/resend";
import { sendInvitation } from "@/lib/invitations/send";
import { withdrawInvitation } from "@/lib/invitations/withdraw";
import { closeOldAccount } from "@/lib/migration/close-old-account";
import { oldAccountsOf, oldLogInOf } from "@/lib/migration/old-accounts-of";
import { rollBackWave } from "@/lib/migration/steer-wave";
import { undoMove } from "@/lib/migration/undo-move";
import { listPeople } from "@/lib/people/list";
import { listQueryOf } from "@/lib/people/list-query";
import { anyEmail, newActor, newIdentity, newMember, newPerson, newTenant } from "@/lib/testing/factories";
import { oldAccount } from "@/lib/testing/legacy";
import { oldDoor, oldPerson } from "@/lib/testing/old-door";
import { rowsRead } from "@/lib/testing/rows-read";
import { begunWave, ranWave } from "@/lib/testing/waves";
import { domainsOf, factsOf, factsOfRow } from "./facts";
import { isNoted } from "./is-noted";
import { passwordWaitsUntil } from "./tries";
import { verdictOf } from "./verdict-of";

type Inside = Awaited<ReturnType<typeof newActor>>;

const read = (actor: Actor, id: string) => withTenant(actor, "people.view", (tx) => factsOf(tx, id));

const codeOf = async (actor: Actor, id: string) => verdictOf((await read(actor, id)).facts, new Date()).code;

const invite = (actor: Inside, email = anyEmail()) =>
  withTenant(actor, "people.invite", (tx) =>
    sendInvitation(tx, { email, name: "Bo Jansen", roles: [actor.home.roles.member] }),
  );

const write = (text: ReturnType<typeof sql>) => withSystem("housekeeping", (tx) => tx.execute(text));

/** Noted in the order given, as the verbs note it. */
const happens = (...notes: Note[]) =>
  withSystem("sign in", async (tx) => {
    for (const note of notes) record(tx, note);
  });

const messageIs = (personId: string, state: string, trouble: string | null) =>
  write(
    sql`update messages set state = ${state}, trouble = ${trouble}, send_after = now() where person_id = ${personId}`,
  );

describe("the facts of one person", () => {
  test("F1 S20 a bounced mail, and the corrected address", async () => {
    const actor = await newActor();
    const { personId } = await invite(actor);
    await messageIs(personId, "bounced", "mailbox_unknown");
    await write(sql`update people set bounced_at = now() where id = ${personId}`);
    expect(await codeOf(actor, personId)).toBe("bounced_unknown");
    await withTenant(actor, "people.invite", (tx) => changeAddress(tx, { personId, email: anyEmail() }));
    expect(await codeOf(actor, personId)).toBe("queued");
  });

  test("F1 S19 S20 an expired invitation, a new link asked for, and the new mail", async () => {
    const actor = await newActor();
    const { personId, invitationId } = await invite(actor);
    await messageIs(personId, "sent", null);
    await write(
      sql`update people set sent_at = now(), expires_at = now() - interval '1 day' where id = ${personId}`,
    );
    expect(await codeOf(actor, personId)).toBe("expired");
    const details = { answer: "asked" };
    await happens({ tenantId: actor.tenantId, action: "invitation.requested_again", personId, details });
    expect(await codeOf(actor, personId)).toBe("expired_asked");
    await withTenant(actor, "people.invite", (tx) => resendInvitation(tx, { personId }));
    expect(await codeOf(actor, personId)).toBe("queued");
    await withTenant(actor, "people.invite", (tx) => withdrawInvitation(tx, { personId }));
    expect(await codeOf(actor, personId)).toBe("withdrawn");
    await write(
      sql`update invitations set withdrawn_at = null, declined_at = now() where id = ${invitationId}`,
    );
    expect(await codeOf(actor, personId)).toBe("wrong_mailbox");
  });

  test("F7 stuck at the second step by a clock, until a code is right", async () => {
    const actor = await newActor();
    const identity = await newIdentity({ secondStep: false });
    const at = new Date();
    const person = await newPerson(actor.home, {
      ...{ identityId: identity.id, email: identity.email },
      ...{ invitedAt: at, expiresAt: at, sentAt: at, accountAt: at },
    });
    expect(await codeOf(actor, person.id)).toBe("second_step_never_tried");
    const refused = { action: "factor.code_refused", identityId: identity.id, reason: "clock" } as const;
    await happens({ ...refused, details: { seconds: -150 } }, { ...refused, details: { seconds: -150 } });
    const { facts } = await read(actor, person.id);
    expect(verdictOf(facts, new Date())).toMatchObject({
      code: "clock_off",
      values: { minutes: 3, way: "behind" },
      evidence: [{ what: "factor.code_refused", times: 2 }],
    });
    await happens({ action: "factor.confirmed", identityId: identity.id });
    await write(sql`update people set second_step_at = now() where id = ${person.id}`);
    expect(await codeOf(actor, person.id)).toBe("never_signed_in");
  });

  test("F1 waits for a password exactly as long as the count does", async () => {
    const actor = await newActor();
    const { person, identity } = await newMember(actor.home);
    const key = crypto.randomUUID();
    for (let n = 0; n < 12; n++) {
      await write(sql`update limits set blocked_until = null where span = 'run' and tries = ${n}`);
      await countRun("password", key);
      await happens({ action: "sign_in.password_wrong", identityId: identity.id, reason: "wrong" });
    }
    const until = await countRun("password", key);
    const { facts } = await read(actor, person.id);
    expect(verdictOf(facts, new Date()).code).toBe("password_locked");
    const told = passwordWaitsUntil(facts);
    expect(Math.abs((told?.getTime() ?? 0) - (until?.getTime() ?? 0))).toBeLessThan(2000);
  });

  test("F1 what another tenant does, and that an address has an account there, is not among them", async () => {
    const [mine, other] = [await newActor(), await newActor()];
    const { identity } = await newMember(other.home);
    const [known, fresh] = [await invite(mine, identity.email), await invite(mine)];
    const standing = async ({ personId }: { personId: string }) => {
      const { facts } = await read(mine, personId);
      const { code, next, tone, gate, values } = verdictOf(facts, new Date());
      return {
        code,
        next,
        tone,
        gate,
        blanks: Object.keys(values),
        seen: facts.seen,
        knows: Object.keys(facts),
      };
    };
    expect(await standing(known)).toEqual(await standing(fresh));

    const here = await newPerson(mine.home, { identityId: identity.id });
    const { personId } = other;
    await happens({
      tenantId: other.tenantId,
      action: "sign_in.code_wrong",
      personId,
      identityId: identity.id,
    });
    expect((await read(mine, here.id)).facts.seen).toEqual([]);
    await expect(read(other, here.id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("F1 somebody signed out by their own administrator, and by another tenant's", async () => {
    const [mine, other] = [await newActor(), await newActor()];
    const { person, identity } = await newMember(mine.home);
    const at = { tenantId: mine.tenantId, personId: person.id, identityId: identity.id };
    const ended = { ...at, action: "session.ended", details: { why: "by_administrator" } } as const;
    const endedBy = (actorId: string) =>
      write(
        sql`select app.append_events(${JSON.stringify([{ ...ended, actorKind: "person", actorId }])}::jsonb)`,
      );
    await endedBy(other.personId);
    expect((await read(mine, person.id)).facts.seen).toMatchObject([{ by: null }]);
    expect(await codeOf(mine, person.id)).toBe("active");
    await endedBy(mine.personId);
    expect(await codeOf(mine, person.id)).toBe("signed_out");
  });
});

describe("H27 a move that was taken back", () => {
  const old = (actor: Inside, personId: string) =>
    withTenant(actor, "people.view", async (tx) => oldLogInOf(await oldAccountsOf(tx, personId)));

  test("after the activation: who undid it and why; the old log-in stays shut", async () => {
    const actor = await newActor("owner");
    const { person } = await newMember(actor.home, "manager");
    await oldAccount(actor.home, { personId: person.id, movedAt: new Date(), movedBy: "mail" });
    await withTenant(actor, "migration.run", (tx) =>
      undoMove(tx, { personId: person.id, reason: "too_early" }),
    );
    const { facts } = await read(actor, person.id);
    const by = (await read(actor, actor.personId)).person.name;
    expect(verdictOf(facts, new Date())).toMatchObject({
      ...{ code: "move_undone", next: "move_again", values: { by, why: "too_early" } },
      evidence: [{ what: "legacy.reverted", at: expect.any(Date) }],
    });
    expect(await old(actor, person.id)).toBe("none");
  });

  test("with its wave: which one, by whom; the old log-in works again, unless it is closed", async () => {
    const door = await oldDoor();
    const actor = await newActor("owner", door.home);
    const account = await oldPerson(door);
    const personId = account.personId ?? "";
    const waveId = await begunWave(actor);
    await ranWave(actor, waveId);
    await withTenant(actor, "migration.run", (tx) => rollBackWave(tx, { waveId }));
    await ranWave(actor, waveId);
    const { facts } = await read(actor, personId);
    const by = (await read(actor, actor.personId)).person.name;
    expect(verdictOf(facts, new Date())).toMatchObject({
      ...{ code: "move_rolled_back", next: "move_again", values: { by, wave: 1 } },
      evidence: [{ what: "invitation.withdrawn", at: expect.any(Date) }],
    });
    expect(await old(actor, personId)).toBe("works");
    await withTenant(actor, "migration.run", (tx) => closeOldAccount(tx, { accountId: account.id }));
    expect(await old(actor, personId)).toBe("shut");
  });
});

const MOST_STATEMENTS = 3;
const EVENTS = 5000;

type Reading = TenantTx<"people.view">;

/** The same transaction, which counts its statements. */
function counting(tx: Reading) {
  const count = { statements: 0 };
  const counted = new Proxy(tx, {
    get(target, name) {
      if (name === "execute" || name === "select") count.statements++;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { tx: counted, count };
}

/** Others of the same tenant, whom nobody asked about. */
const newCrowd = (tenantId: string) =>
  withSystem("housekeeping", async (tx) => {
    const rows = await tx.execute<{ id: string }>(sql`
      insert into people (tenant_id, name) select ${tenantId}::uuid, 'Person ' || n from generate_series(1, 3000) n
      returning id`);
    for (const { id } of rows.slice(0, 2000))
      record(tx, { action: "sign_in.code_wrong", tenantId, personId: id });
  });

test("F1 three statements, and no more rows for a person with 5,000 events than for one with 1,000", async () => {
  const actor = await newActor();
  const { person, identity } = await newMember(actor.home);
  const grow = (count: number) =>
    happens(
      ...Array.from(
        { length: count },
        () => ({ action: "sign_in.completed", identityId: identity.id }) as const,
      ),
    );
  const cost = () =>
    withTenant(actor, "people.view", async (tx) => {
      const counted = counting(tx);
      const tables = ["events", "messages", "people", "invitations"];
      const read = await rowsRead(tx, tables, () => factsOf(counted.tx, person.id));
      return { read, ...counted.count };
    });
  await newCrowd(actor.tenantId);
  // Often enough for each connection of the pool to have made its plans for a small tenant, and kept them.
  const small = await newActor();
  for (let n = 0; n < 60; n++) await read(small, small.personId);
  await grow(1200);
  const few = await cost();
  await grow(EVENTS - 1200);
  const many = await cost();
  expect(many.statements).toBe(MOST_STATEMENTS);
  expect(many.read).toBeLessThan(few.read + 50);
  expect(many.read).toBeLessThan(1500);
}, 60_000);

test("F1 a row of the list and the person's page say the same", async () => {
  const actor = await newActor();
  await write(sql`
    with crowd as (
      insert into people (tenant_id, name, email, email_key, invited_at, expires_at, sent_at, delivered_at, opened_at,
        bounced_at, account_at, second_step_at, active_at)
      select ${actor.tenantId}::uuid, 'Person ' || n, n || '@crowd.test', n || '@crowd.test',
        case when n % 6 > 0 then now() - interval '3 days' end,
        case when n % 6 > 0 then now() + (case when n % 4 = 0 then -1 else 5 end) * interval '1 day' end,
        case when n % 6 > 0 and n % 3 > 0 then now() - interval '3 days' end,
        case when n % 10 = 1 then now() - interval '3 days' end, case when n % 7 = 1 then now() end,
        case when n % 5 = 1 then now() end, case when n % 11 = 1 then now() end,
        case when n % 22 = 1 then now() end, case when n % 44 = 1 then now() end
      from generate_series(1, 150) n returning id, tenant_id, name)
    insert into messages (tenant_id, person_id, kind, address, state, trouble, tries, send_after)
    select tenant_id, id, 'invitation', 'x@crowd.test',
      (array['queued', 'failed', 'bounced', 'sent', 'delayed', 'complained'])[1 + n % 6],
      (array[null, 'gave_up', 'mailbox_full', null, 'delayed', 'complained', 'mailbox_unknown'])[1 + n % 7], n % 2, now()
    from (select *, row_number() over () as n from crowd) c`);
  await write(sql`insert into person_roles (tenant_id, person_id, role_id)
    select tenant_id, id, ${actor.home.roles.member}::uuid from people
    where tenant_id = ${actor.tenantId} and id <> ${actor.personId}`);
  const now = new Date();
  const seen = new Set<string>();
  let after: string | null = "";
  while (after !== null) {
    const params: { after?: string } = after ? { after } : {};
    const page = await withTenant(actor, "people.view", (tx) => listPeople(tx, listQueryOf(params), now));
    for (const listed of page.people) {
      const { facts, tenant } = await read(actor, listed.id);
      const row = verdictOf(factsOfRow(listed, domainsOf(tenant)), now);
      if (isNoted(row)) seen.add(row.code);
      expect([listed.name, row]).toEqual([listed.name, verdictOf(facts, now)]);
    }
    after = page.next;
  }
  expect(seen.size).toBeGreaterThan(6);
});

test("F1 X4 nobody lacks backup codes where the rules give none", async () => {
  const spend = (identityId: string) =>
    write(sql`delete from backup_codes where identity_id = ${identityId}`);
  for (const [preset, code] of [
    ["modern", "no_backup_codes"],
    ["hometrak", "active"],
  ] as const) {
    const actor = await newActor("owner", await newTenant({}, { preset }));
    const { person, identity } = await newMember(actor.home);
    await spend(identity.id);
    expect(await codeOf(actor, person.id)).toBe(code);
  }
});

test("F1 what a row cannot know changes neither the next step nor how bad it is", async () => {
  const actor = await newActor();
  const { personId } = await invite(actor);
  await messageIs(personId, "sent", null);
  await write(
    sql`update people set sent_at = now(), expires_at = now() - interval '1 day' where id = ${personId}`,
  );
  const details = { answer: "asked" };
  await happens({ tenantId: actor.tenantId, action: "invitation.requested_again", personId, details });
  const { facts, person } = await read(actor, personId);
  const [full, row] = [facts, factsOfRow(person, [])].map((one) => verdictOf(one, new Date()));
  expect(full?.code).toBe("expired_asked");
  expect([row?.next, row?.tone]).toEqual([full?.next, full?.tone]);
});
