import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lookUp, withSystem } from "@/lib/access/doors";
import { newActor } from "@/lib/testing/factories";
import { killedAt, workedUntil } from "@/lib/testing/killed-worker";
import { MailProvider } from "@/lib/testing/mail-provider";
import { accountsNow, brought, listNow } from "@/lib/testing/old-lists";
import { takeUpChecks } from "./run-check";

const ROWS = 4000;
const KILLS = 6;

const provider = new MailProvider();
beforeAll(() => provider.open());
afterAll(() => provider.close());

const peopleIn = async (tenantId: string) => {
  const [row] = await lookUp("housekeeping", (db) =>
    db.execute<{ people: number; roles: number }>(sql`select
      (select count(*)::int from people where tenant_id = ${tenantId} and identity_id is null) as people,
      (select count(*)::int from person_roles r join people p on p.id = r.person_id
        where r.tenant_id = ${tenantId} and p.identity_id is null) as roles`),
  );
  return row;
};

test("H3 killed at random moments, a check of 4,000 accounts makes everybody once", async () => {
  const ada = await newActor("owner");
  const rows = Array.from({ length: ROWS }, (_, n) => `user${n};Zuid;Person ${n};p${n}@killed.test`);
  const importId = await brought(ada, ["UserName;Office;Name;E-mail", ...rows].join("\n"));
  await killedAt({ provider, times: KILLS, longestMs: 500 }, async () => {
    const now = await peopleIn(ada.tenantId);
    // Between two batches or in the middle of one: each account is wholly judged or not at all.
    expect(now?.people).toBe(now?.roles);
    const judged = (await accountsNow(ada)).filter(({ verdict }) => verdict === "ready").length;
    expect(now?.people).toBe(judged);
  });
  const { tenantId } = ada;
  await workedUntil({ provider, tenantId }, async () => (await listNow(ada, importId)).state, "done");
  expect(await peopleIn(ada.tenantId)).toEqual({ people: ROWS, roles: ROWS });
}, 300_000);

test("H3 a list that was cut off while it was read says so, and the same list brought again goes on", async () => {
  const ada = await newActor("owner");
  const importId = await brought(ada, "UserName;E-mail\nanna;anna@cut.test");
  await withSystem("import old accounts", async (tx) => {
    await tx.execute(
      sql`update legacy_imports set state = 'reading', created_at = now() - interval '2 hours' where id = ${importId}`,
    );
    await takeUpChecks(tx);
  });
  expect((await listNow(ada, importId)).state).toBe("failed");
});
