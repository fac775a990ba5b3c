import { sql } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/access/actor";
import { type TenantTx, withSystem, withTenant } from "@/lib/access/doors";
import type { Permission } from "@/lib/access/permissions";
import { managingOf } from "@/lib/people/managing";
import { newActor, newMember, type Tenant } from "@/lib/testing/factories";
import { rowsRead } from "@/lib/testing/rows-read";
import { isAbove } from "./grantable";
import { refuseIfLastOwner } from "./last-owner";
import { listRoles } from "./role-list";

const ROWS = 20_000;
// A thousand holders of a role are counted, in both tables.
const MOST = 4 * 1000;

let actor: Actor & { tenantId: string; personId: string; home: Tenant };

const fill = ({ id, roles }: Tenant) =>
  withSystem("create tenant", async (tx) => {
    await tx.execute(sql`insert into people (tenant_id, name, email, email_key, active_at)
      select ${id}::uuid, md5(n::text), n || '@crowd.test', n || '@crowd.test', now() from generate_series(1, ${ROWS}) n`);
    await tx.execute(sql`insert into person_roles (tenant_id, person_id, role_id)
      select tenant_id, id, ${roles.member}::uuid from people where tenant_id = ${id} and email_key like '%@crowd.test'`);
  });

beforeAll(async () => {
  const [mine, other] = [await newActor("owner"), await newActor("owner")];
  actor = mine;
  await fill(mine.home);
  await fill(other.home);
  const owner = postgres(process.env.DATABASE_OWNER_URL ?? "", { max: 1, onnotice: () => undefined });
  await owner`vacuum analyze people, person_roles`;
  await owner.end();
});

const readBy = <P extends Permission>(permission: P, work: (tx: TenantTx<P>) => Promise<unknown>) =>
  withTenant(actor, permission, (tx) => rowsRead(tx, ["people", "person_roles"], () => work(tx)));

test("the page of roles counts no whole tenant", async () => {
  const member = async (tx: TenantTx<"roles.view">) =>
    expect((await listRoles(tx)).find(({ builtIn }) => builtIn === "member")?.holders).toBe(1001);
  expect(await readBy("roles.view", member)).toBeLessThan(MOST);
});

test.each<[string, (tx: TenantTx<"people.view">, personId: string) => Promise<unknown>]>([
  ["may do more", (tx, personId) => isAbove(tx, personId, tx.actor.permissions)],
  ["can be managed", managingOf],
  ["is the last owner", refuseIfLastOwner],
])("whether somebody %s is known from a few rows", async (_what, ask) => {
  const { person } = await newMember(actor.home, "owner");
  expect(await readBy("people.view", (tx) => ask(tx, person.id))).toBeLessThan(100);
});
