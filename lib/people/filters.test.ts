import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { enterTenant, lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { resendInvitation } from "@/lib/invitations/resend";
import { sendInvitation } from "@/lib/invitations/send";
import { changeRolesOf } from "@/lib/roles/change-roles-of";
import { anyEmail, newActor, newIdentity, newMember, newPerson, newTenant } from "@/lib/testing/factories";
import { countRoles, holdersIn } from "./count";
import { inviterChoices, roleChoices } from "./filter-choices";
import { listPeople } from "./list";
import { type ListQuery, listQueryOf, ME, paramsOf, queryIn } from "./list-query";
import type { ListedPerson } from "./listed-person";
import { byAttention, statusOf } from "./status";
import { suspendPerson } from "./suspend";

type Ada = Awaited<ReturnType<typeof newActor>>;
const SIZE = 240;
let ada: Ada;
let ben: Ada;

/** People in every state, with every mixture of roles, second steps and inviters. */
async function fill(): Promise<void> {
  const { roles, id } = ada.home;
  await withSystem("create tenant", async (tx) => {
    await enterTenant(tx, id);
    await tx.execute(sql`
      insert into people (name, email, email_key, invited_by, has_second_step, invited_at, expires_at, bounced_at,
        account_at, second_step_at, active_at, suspended_at, left_at)
      select 'Person ' || lpad((n * 7919 % ${SIZE})::text, 4, '0'), n || '@crowd.test', n || '@crowd.test',
        case n % 3 when 0 then ${ada.personId}::uuid when 1 then ${ben.personId}::uuid end, n % 5 = 0 and n % 2 = 0,
        case when n % 3 < 2 then now() end, now() + (case when n % 4 = 0 then -1 else 1 end) * interval '1 day',
        case when n % 7 = 1 then now() end, case when n % 2 = 0 then now() end, case when n % 6 = 0 then now() end,
        case when n % 4 = 0 and n % 8 > 0 then now() end, case when n % 19 = 1 then now() end, case when n % 23 = 1 then now() end
      from generate_series(1, ${SIZE}) n`);
    await tx.execute(sql`
      insert into person_roles (person_id, role_id)
      select p.id, r.role_id::uuid from people p,
        (values (${roles.member}, 2), (${roles.manager}, 3), (${roles.administrator}, 50)) r(role_id, every)
      where p.tenant_id = ${id} and p.email like '%@crowd.test' and split_part(p.email, '@', 1)::int % r.every = 0`);
  });
}

beforeAll(async () => {
  ada = await newActor("owner");
  ben = await newActor("administrator", ada.home);
  await fill();
});

const page = (query: ListQuery, now: Date, actor = ada) =>
  withTenant(actor, "people.view", (tx) => listPeople(tx, query, now));

async function all(query: ListQuery, now: Date): Promise<ListedPerson[]> {
  const found: ListedPerson[] = [];
  for (let at: ListQuery | null = query; at; ) {
    const { people, next }: { people: ListedPerson[]; next: string | null } = await page(at, now);
    found.push(...people);
    at = next
      ? listQueryOf({ ...Object.fromEntries(paramsOf(query)), status: query.status, after: next })
      : null;
  }
  return found;
}

type Naive = { id: string; invited_by: string | null; second_step: string | null; role_ids: string[] };

/** Everybody with what they are filtered by, from the tables themselves. */
const everybody = () =>
  lookUp("housekeeping", (db) =>
    db.execute<Naive>(sql`select p.id, p.invited_by, p.second_step,
      array(select role_id::text from person_roles r where r.person_id = p.id) as role_ids
      from people p where p.tenant_id = ${ada.tenantId}`),
  );

const isWanted = (query: ListQuery, one: Naive, person: ListedPerson, now: Date) =>
  (query.status.length === 0 || query.status.includes(statusOf(person.moments, now))) &&
  (query.role === null || one.role_ids.includes(query.role)) &&
  (query.secondStep === null || one.second_step === query.secondStep) &&
  (query.invitedBy === null ||
    one.invited_by === (query.invitedBy === ME ? ada.personId : query.invitedBy)) &&
  person.name.toLowerCase().includes(query.q.toLowerCase());

const choices = {
  role: () => [null, ada.home.roles.member, ada.home.roles.manager, ada.home.roles.administrator],
  step: () => [null, "has", "waiting", "none"],
  by: () => [null, ME, ben.personId],
  status: () => [
    [],
    ["active"],
    ["expired"],
    ["invited", "bounced"],
    ["started", "left", "suspended"],
    ["not_invited"],
  ],
  q: () => ["", "Pe", "erson 01"],
  sort: () => ["name", "-name", "status"],
};

/** Each mixture by its number, so that a failure can be run again. */
function mixture(n: number): ListQuery {
  let rest = n;
  const pick = <T>(from: readonly T[]): T => {
    const one = from[rest % from.length] as T;
    rest = Math.floor(rest / from.length);
    return one;
  };
  return listQueryOf({
    role: pick(choices.role()) ?? undefined,
    step: pick(choices.step()) ?? undefined,
    by: pick(choices.by()) ?? undefined,
    status: pick(choices.status()),
    q: pick(choices.q()),
    sort: pick(choices.sort()),
  });
}
const MIXTURES = 4 * 4 * 3 * 6 * 3 * 3;

describe("S20 every mixture of filters", () => {
  test("shows exactly whom a naive filter keeps, each once and in order", async () => {
    const now = new Date();
    const people = new Map((await all(listQueryOf({}), now)).map((person) => [person.id, person]));
    const rows = [...(await everybody())];
    expect(people.size).toBe(rows.length);
    for (let n = 0; n < MIXTURES; n += 13) {
      const query = mixture(n);
      const wanted = rows.filter((one) => isWanted(query, one, people.get(one.id) as ListedPerson, now));
      const found = await all(query, now);
      expect([n, found.map(({ id }) => id).sort()]).toEqual([n, wanted.map(({ id }) => id).sort()]);
      const places = found.map((person) => ({
        name: person.name,
        rank: query.sort === "status" ? byAttention.indexOf(statusOf(person.moments, now)) : 0,
      }));
      const way = query.sort === "-name" ? -1 : 1;
      const sorted = [...places].sort((a, b) => a.rank - b.rank || a.name.localeCompare(b.name, "en") * way);
      expect([n, places]).toEqual([n, sorted]);
    }
  });

  test("counts what it shows, by what is kept or by counting", async () => {
    const now = new Date();
    const counts = await withTenant(ada, "people.view", (tx) => countRoles(tx));
    const said = async (query: ListQuery) => {
      const { total } = await page(query, now);
      return query.role && total === null ? holdersIn(counts, query.role, query.status) : total;
    };
    const mixtures = Array.from({ length: 40 }, (_, n) => ({ ...mixture(n * 7), q: "" }));
    for (const query of mixtures.filter(({ role, secondStep, invitedBy }) => role ?? secondStep ?? invitedBy))
      expect([query, await said(query)]).toEqual([query, (await all(query, now)).length]);
  });

  test("shows nobody of another tenant, whatever is named", async () => {
    const other = await newActor("owner");
    for (const params of [
      { role: ada.home.roles.member },
      { by: ada.personId },
      { by: ada.personId, role: ada.home.roles.member, status: "active" },
    ])
      expect((await page(listQueryOf(params), new Date(), other)).people).toEqual([]);
    const named = await withTenant(other, "people.view", (tx) => inviterChoices(tx, [ada.personId]));
    expect(named).toEqual([]);
    const roles = await withTenant(other, "people.view", (tx) => roleChoices(tx));
    expect(roles.map(({ id }) => id)).not.toContain(ada.home.roles.member);
  });

  test("stands in the address, and comes back out of it", () => {
    for (let n = 0; n < MIXTURES; n += 29) {
      const query = mixture(n);
      expect(queryIn(paramsOf(query).toString())).toEqual(query);
    }
  });

  test.each([{ role: "all" }, { role: ["x", "y"] }, { step: "maybe" }, { by: "you" }, { by: "" }])(
    "takes what it does not know for nothing: %j",
    (params) => {
      expect(listQueryOf(params)).toEqual(listQueryOf({}));
    },
  );

  test("offers the inviters there are, and the newest only where an index has them", async () => {
    const found = await withTenant(ada, "people.view", (tx) => inviterChoices(tx, []));
    expect(new Set(found.map(({ id }) => id))).toEqual(new Set([ada.personId, ben.personId]));
    expect(listQueryOf({ sort: "-created" }).sort).toBe("-created");
    expect(listQueryOf({ sort: "-created", by: ME }).sort).toBe("name");
  });
});

/** The counts as they are kept, and as counting says. */
async function bothCounts(tenantId: string) {
  const rows = await lookUp("housekeeping", (db) =>
    db.execute<{ kept: string; counted: string }>(sql`
      select (select coalesce(json_agg(c order by c.role_id, c.stage), '[]') from (select role_id, stage, people from role_counts
          where tenant_id = ${tenantId} and people <> 0) c)::text as kept,
        (select coalesce(json_agg(c order by c.role_id, c.stage), '[]') from (select r.role_id, p.stage, count(*)::int as people
          from person_roles r join people p on p.tenant_id = r.tenant_id and p.id = r.person_id
          where r.tenant_id = ${tenantId} group by 1, 2) c)::text as counted`),
  );
  return [JSON.parse(rows[0]?.kept ?? "null"), JSON.parse(rows[0]?.counted ?? "null")];
}

describe("what is kept beside the rows", () => {
  test("is right after roles and people were changed at once from several sides", async () => {
    const owner = await newActor("owner");
    const { home } = owner;
    const members = [];
    for (let n = 0; n < 6; n++) members.push(await newMember(home, "member", { name: `Bo ${n}` }));
    const acts = members.flatMap(({ person }, n) => [
      withTenant(owner, "people.changeRoles", (tx) =>
        changeRolesOf(tx, { personId: person.id, roles: [home.roles.manager] }),
      ),
      withSystem("housekeeping", (tx) =>
        tx.execute(sql`update people set left_at = now(), name = ${`Bo left ${n}`} where id = ${person.id}`),
      ),
    ]);
    // Whoever is late is refused; nobody's count may be half done.
    await Promise.allSettled(acts);
    const [kept, counted] = await bothCounts(home.id);
    expect(kept).toEqual(counted);
    const stale = await lookUp("housekeeping", (db) =>
      db.execute(sql`select 1 from person_roles r join people p on p.tenant_id = r.tenant_id and p.id = r.person_id
        where r.tenant_id = ${home.id} and (r.stage, r.name) <> (p.stage, p.name)`),
    );
    expect(stale).toHaveLength(0);
  });

  test("follows a suspension, a new name and a role", async () => {
    const owner = await newActor("owner");
    const { person } = await newMember(owner.home, "member");
    await withTenant(owner, "people.suspend", (tx) => suspendPerson(tx, { personId: person.id }));
    const found = await page(
      listQueryOf({ role: owner.home.roles.member, status: "suspended" }),
      new Date(),
      owner,
    );
    expect(found.people.map(({ id }) => id)).toEqual([person.id]);
    const [kept, counted] = await bothCounts(owner.tenantId);
    expect(kept).toEqual(counted);
  });

  test("knows a second step in every tenant of its owner, from the moment it is there until it is gone", async () => {
    const [one, other] = [await newTenant(), await newTenant()];
    const { id: identityId } = await newIdentity({ secondStep: false });
    const draft = { identityId, accountAt: new Date(), activeAt: new Date() };
    await newPerson(one, draft);
    await newPerson(other, draft);
    const steps = async () => {
      const rows = await lookUp("housekeeping", (db) =>
        db.execute<{ second_step: string }>(
          sql`select second_step from people where identity_id = ${identityId} order by tenant_id`,
        ),
      );
      return rows.map((row) => row.second_step);
    };
    const run = (work: ReturnType<typeof sql>) => withSystem("sign in", (tx) => tx.execute(work));
    expect(await steps()).toEqual(["none", "none"]);
    await run(
      sql`insert into factors (identity_id, kind, label, sealed_secret) values (${identityId}, 'totp', 'x', 'x')`,
    );
    expect(await steps()).toEqual(["none", "none"]);
    await run(sql`update factors set confirmed_at = now() where identity_id = ${identityId}`);
    expect(await steps()).toEqual(["has", "has"]);
    await newPerson(await newTenant(), draft);
    expect(await steps()).toEqual(["has", "has", "has"]);
    await run(sql`update factors set ended_at = now() where identity_id = ${identityId}`);
    expect(await steps()).toEqual(["none", "none", "none"]);
  });

  test("takes the inviter from the last offer; sending it again changes nothing", async () => {
    const [owner, draft] = [await newActor("owner"), { email: anyEmail() }];
    const roles = [owner.home.roles.member];
    const manager = await newActor("manager", owner.home);
    const { personId } = await withTenant(owner, "people.invite", (tx) =>
      sendInvitation(tx, { ...draft, roles }),
    );
    const mine = async (actor: typeof owner) =>
      (await page(listQueryOf({ by: ME }), new Date(), actor)).people.map(({ id }) => id);
    expect(await mine(owner)).toEqual([personId]);
    await withTenant(manager, "people.invite", (tx) => resendInvitation(tx, { personId }));
    expect(await mine(manager)).toEqual([]);
    await withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update invitations set expires_at = now() - interval '1 hour' where person_id = ${personId}`,
      ),
    );
    await withTenant(manager, "people.invite", (tx) => sendInvitation(tx, { ...draft, roles }));
    expect(await mine(manager)).toEqual([personId]);
    expect(await mine(owner)).toEqual([]);
  });
});
