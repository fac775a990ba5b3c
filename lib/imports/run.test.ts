import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { sendInvitation } from "@/lib/invitations/send";
import { housekeeping } from "@/lib/jobs/housekeeping";
import { anyEmail, newActor, newMember, newPerson, newRole, personNow } from "@/lib/testing/factories";
import { countsOf, importNow, pasted, ran, rowsNow, started } from "@/lib/testing/imports";
import { lettersTo } from "@/lib/testing/outbox";
import { startImport } from "./start";
import { cancelImport, pauseImport, resumeImport } from "./steer";
import { takeBatch } from "./take-batch";
import { undoImport } from "./undo";

type Ada = Awaited<ReturnType<typeof newActor>>;
let ada: Ada;

beforeAll(async () => {
  ada = await newActor("owner");
});

let made = 0;
const people = (count: number): string[] => {
  made += 1;
  return Array.from({ length: count }, (_, index) => `Anna ${index} <anna-${made}-${index}@linde.test>`);
};
const list = (count: number) => people(count).join("\n");
const verdictsOf = async (id: string) => (await rowsNow(ada, id)).map(({ verdict }) => verdict);
const reasonsOf = async (id: string) => (await rowsNow(ada, id)).map(({ reason }) => reason);
const steer = <T>(
  verb: (tx: never, choice: { importId: string }) => Promise<T>,
  importId: string,
  by: Ada = ada,
) => withTenant(by, "people.invite", (tx) => verb(tx as never, { importId }));

const same = (count: number) => ({
  people: count,
  roles: count,
  invitations: count,
  links: count,
  messages: count,
  events: count,
});

describe("S1 a started import", () => {
  test("makes of every ready row a person, a role, an invitation, a link, a letter and an event", async () => {
    const bea = await newActor("owner");
    const importId = await pasted(bea, list(7));
    await started(bea, importId);
    await ran(bea, importId, 3);
    expect((await importNow(importId)).state).toBe("done");
    expect(await countsOf(bea.tenantId)).toEqual(same(7));
  });

  test("S3 each letter is its person's own, word for word as by hand", async () => {
    const [email, other] = [anyEmail(), anyEmail()];
    await withTenant(ada, "people.invite", (tx) =>
      sendInvitation(tx, { email, name: "Bo Jansen", roles: [ada.home.roles.member] }),
    );
    const importId = await pasted(ada, `"Bo" Jansen\\ <${other}>`);
    await started(ada, importId);
    await ran(ada, importId);
    const [byHand] = await lettersTo(email);
    const [inBulk] = await lettersTo(other);
    const plain = (letter: typeof byHand, address: string) =>
      JSON.stringify(letter)
        .replaceAll(address, "ADDRESS")
        .replace(/INV-\w{5}-\w{5}/g, "NUMBER")
        .replace(/\/i\/[\w-]{43}/, "LINK")
        .replace(/Bo Jansen|\\"Bo\\" Jansen\\\\|Bo\\" Jansen\\\\/g, "NAME");
    expect(inBulk?.button?.href).toMatch(/\/i\/[\w-]{43}$/);
    expect(plain(inBulk, other)).toBe(plain(byHand, email));
  });

  test("S19 greets nobody by an address, and keeps a name that looks like a mark as it is", async () => {
    const [one, two] = [anyEmail(), anyEmail()];
    const importId = await pasted(ada, `${one}\n$& $1 \uE000name\uE001 <${two}>`);
    await started(ada, importId);
    await ran(ada, importId);
    expect((await lettersTo(one))[0]?.greeting).toBe("Hello,");
    expect((await lettersTo(two))[0]?.greeting).toContain("$& $1 \uE000name\uE001");
  });

  test("S4 works as many days as chosen, into power over others never longer than the rules say", async () => {
    const importId = await pasted(ada, `e-mail;rol\n${anyEmail()};Member\n${anyEmail()};Eigenaar`);
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update imports set days = 30 where id = ${importId}`),
    );
    await expect(started(ada, importId)).rejects.toMatchObject({
      code: "review_many_powers",
      values: { count: 1 },
    });
    await withTenant(ada, "people.invite", (tx) => startImport(tx, { importId, reviewed: "yes" }));
    await ran(ada, importId);
    const rows = await lookUp("housekeeping", (db) =>
      db.execute<{
        days: number;
      }>(sql`select round(extract(epoch from i.expires_at - now()) / 86400)::int as days
        from import_rows r join invitations i on i.id = r.invitation_id where r.import_id = ${importId} order by r.line`),
    );
    expect(rows[0]?.days).toBeGreaterThanOrEqual(30);
    expect(rows[1]?.days).toBeLessThanOrEqual(8);
  });

  test("is begun once, also when two press at the same moment", async () => {
    const importId = await pasted(ada, list(3));
    const outcomes = await Promise.allSettled([started(ada, importId), started(ada, importId)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("run twice at once invites nobody twice", async () => {
    const bea = await newActor("owner");
    const importId = await pasted(bea, list(40));
    await started(bea, importId);
    await Promise.all([ran(bea, importId, 5), ran(bea, importId, 5), ran(bea, importId, 7)]);
    expect(await countsOf(bea.tenantId)).toEqual(same(40));
  });

  test("sent a second time finds everybody invited and sends nothing", async () => {
    const text = list(4);
    const first = await pasted(ada, text);
    expect(await pasted(ada, text)).toBe(first);
    await started(ada, first);
    await ran(ada, first);
    const second = await pasted(ada, text);
    expect(second).not.toBe(first);
    expect(await verdictsOf(second)).toEqual(Array(4).fill("invited"));
    await expect(started(ada, second)).rejects.toMatchObject({ code: "import_nobody_ready" });
  });

  test("keeps a row back that is not ready any more, with the reason", async () => {
    const email = anyEmail();
    const importId = await pasted(ada, `${email}\n${list(2)}`);
    await started(ada, importId);
    await newMember(ada.home, "member", { email });
    await ran(ada, importId);
    expect(await reasonsOf(importId)).toEqual(["active", null, null]);
  });

  test("invites somebody who is here but not invited, with the roles of the list", async () => {
    const known = await newPerson(ada.home, { role: "manager", name: "Old Name" });
    const importId = await pasted(ada, `New Name <${known.email}>`);
    await started(ada, importId);
    await ran(ada, importId);
    const now = await personNow(ada.tenantId, known.id);
    expect([now.name, now.stage]).toEqual(["New Name", "invited"]);
  });
});

describe("8.3.3 the job acts for who began it, with the rights of now", () => {
  async function begun() {
    const bea = await newActor("manager", ada.home);
    const importId = await pasted(bea, list(4));
    await started(bea, importId);
    return { bea, importId };
  }

  test("and stops, saying why, once they may not invite any more", async () => {
    const { bea, importId } = await begun();
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`delete from person_roles where person_id = ${bea.personId}`),
    );
    await ran(bea, importId);
    expect(await importNow(importId)).toMatchObject({ state: "paused", stoppedWhy: "not_permitted" });
    expect((await rowsNow(bea, importId)).every(({ doneAt }) => doneAt === null)).toBe(true);
    // Somebody who may goes on with it, in their own name.
    await steer(resumeImport, importId);
    await ran(ada, importId);
    expect(await importNow(importId)).toMatchObject({ state: "done", startedBy: ada.personId });
  });

  test.each(["suspended_at", "left_at"])("and stops when they have %s", async (column) => {
    const { bea, importId } = await begun();
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update people set ${sql.identifier(column)} = now() where id = ${bea.personId}`),
    );
    await ran(bea, importId);
    expect((await importNow(importId)).state).toBe("paused");
  });

  test("and gives no role that they do not hold any more", async () => {
    const planner = await newRole(ada.home, "Planner", ["people.view"]);
    const bea = await newActor("manager", ada.home);
    const importId = await pasted(bea, `${anyEmail()}\tBo\tPlanner`);
    await started(bea, importId);
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update roles set permissions = '{people.view,people.remove}' where id = ${planner}`),
    );
    await ran(bea, importId);
    expect(await reasonsOf(importId)).toEqual(["role_above"]);
  });

  test("and signs what it does with their name", async () => {
    const { bea, importId } = await begun();
    await ran(bea, importId);
    const rows = await lookUp("verify events", (db) =>
      db.execute<{
        kind: string;
        behalf: string;
      }>(sql`select distinct e.actor_kind as kind, e.on_behalf_of as behalf
        from events e join import_rows r on r.invitation_id = e.subject_id where r.import_id = ${importId} and e.action = 'invitation.sent'`),
    );
    expect([...rows]).toEqual([{ kind: "job", behalf: bea.personId }]);
    const [chain] = await lookUp("verify events", (db) =>
      db.execute<{ broken: string | null }>(sql`select app.broken_link(${ada.tenantId}::uuid) as broken`),
    );
    expect(chain?.broken).toBeNull();
  });
});

describe("a running import", () => {
  const batch = (importId: string, most: number) =>
    withTenant(ada, "people.invite", (tx) => takeBatch(tx, importId, most));

  test("pauses, goes on where it stood, and tells how it ended", async () => {
    const importId = await pasted(ada, list(6));
    await started(ada, importId);
    await batch(importId, 2);
    await steer(pauseImport, importId);
    await ran(ada, importId);
    expect((await rowsNow(ada, importId)).filter(({ doneAt }) => doneAt).length).toBe(2);
    await steer(resumeImport, importId);
    await ran(ada, importId);
    expect((await rowsNow(ada, importId)).every(({ invitationId }) => invitationId)).toBe(true);
  });

  test("cancelled invites nobody more, and who is invited stays so", async () => {
    const importId = await pasted(ada, list(6));
    await started(ada, importId);
    await batch(importId, 2);
    await steer(cancelImport, importId);
    await ran(ada, importId);
    await expect(steer(resumeImport, importId)).rejects.toMatchObject({ code: "import_moved" });
    expect((await rowsNow(ada, importId)).filter(({ invitationId }) => invitationId).length).toBe(2);
  });

  test("undone takes back every offer whose mail waits, and leaves alone what has left", async () => {
    const bea = await newActor("owner");
    const importId = await pasted(bea, list(5));
    await started(bea, importId);
    await withTenant(bea, "people.invite", (tx) => takeBatch(tx, importId, 4));
    await withSystem("deliver messages", (tx) =>
      tx.execute(sql`update messages set state = 'sent' where id in (select m.id from messages m
        join import_rows r on r.invitation_id = m.subject_id where r.import_id = ${importId} and r.line = 1)`),
    );
    expect(await steer(undoImport, importId, bea)).toMatchObject({ count: 3 });
    await ran(bea, importId);
    expect(await countsOf(bea.tenantId)).toMatchObject({ people: 1, invitations: 1, links: 1, messages: 1 });
    // The same list again invites those who were held back.
    const rows = await rowsNow(bea, importId);
    expect(rows.map(({ reason }) => reason)).toEqual([null, "undone", "undone", "undone", null]);
  });
});

test("another company's import is not there", async () => {
  const importId = await pasted(ada, list(2));
  const eve = await newActor("owner");
  await expect(steer(pauseImport, importId, eve)).rejects.toMatchObject({ code: "not_found" });
  await expect(started(eve, importId)).rejects.toMatchObject({ code: "not_found" });
});

test("A list does not use up the day's invitations by hand, and its rows go 30 days after the end", async () => {
  const bea = await newActor("owner");
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update tenants set invites_per_day = 3 where id = ${bea.tenantId}`),
  );
  const importId = await pasted(bea, list(5));
  await started(bea, importId);
  await ran(bea, importId);
  const byHand = () =>
    withTenant(bea, "people.invite", (tx) =>
      sendInvitation(tx, { email: anyEmail(), roles: [bea.home.roles.member] }),
    );
  for (let sent = 0; sent < 3; sent++) await byHand();
  await expect(byHand()).rejects.toMatchObject({ code: "daily_limit" });

  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update imports set finished_at = now() - interval '31 days' where id = ${importId}`),
  );
  await housekeeping();
  expect(await rowsNow(bea, importId)).toEqual([]);
  expect((await importNow(importId)).state).toBe("done");
});
