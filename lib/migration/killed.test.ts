import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lookUp, withTenant } from "@/lib/access/doors";
import { newActor } from "@/lib/testing/factories";
import { kill, letTimePass, newWorker } from "@/lib/testing/killed-worker";
import { oldAccount, oldList, snapshotOf } from "@/lib/testing/legacy";
import { MailProvider } from "@/lib/testing/mail-provider";
import { begunWave, movesOf, waveNow } from "@/lib/testing/waves";
import { rollBackWave } from "./steer-wave";

const ACCOUNTS = 600;
const KILLS = 20;
const LONGEST_MS = 600;

const provider = new MailProvider();
beforeAll(() => provider.open());
afterAll(() => provider.close());

const leftOf = async (tenantId: string) => {
  const [row] = await lookUp("verify events", (db) =>
    db.execute<{ left: number }>(
      sql`select count(*)::int as left from messages where tenant_id = ${tenantId} and state in ('queued', 'sending')`,
    ),
  );
  return row?.left ?? -1;
};

async function killedAt(times: number, whole: () => Promise<void>): Promise<void> {
  for (let killed = 0; killed < times; killed++) {
    const worker = await newWorker(provider);
    await pause(Math.random() * LONGEST_MS);
    await kill(worker);
    await letTimePass();
    await whole();
  }
}

async function untilOver(tenantId: string, waveId: string, state: string): Promise<void> {
  const last = await newWorker(provider);
  await expect
    .poll(async () => [(await waveNow(waveId)).state, await leftOf(tenantId)], {
      timeout: 120_000,
      interval: 500,
    })
    .toEqual([state, 0]);
  await kill(last);
}

test("H14 H27 killed at 20 random moments a wave sends nothing twice, and its way back ends at the same byte", async () => {
  const ada = await newActor("owner");
  const importId = await oldList(ada.home);
  for (let from = 0; from < ACCOUNTS; from += 50)
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        oldAccount(ada.home, { importId, email: `anna-${from + index}@killed.test` }),
      ),
    );
  const before = await snapshotOf(ada.tenantId);
  const waveId = await begunWave(ada);
  provider.mood = () => (Math.random() < 0.1 ? "takes_and_hangs_up" : "takes");

  // Between two batches or in the middle of one: each account is wholly moved or not at all.
  await killedAt(KILLS, async () => {
    expect(new Set(Object.values(await movesOf(ada.tenantId))).size).toBe(1);
  });
  provider.mood = () => "takes";
  await untilOver(ada.tenantId, waveId, "done");
  expect(Object.values(await movesOf(ada.tenantId))).toEqual(Array(7).fill(ACCOUNTS));
  expect([provider.sent.size, provider.total]).toEqual([ACCOUNTS, ACCOUNTS]);

  await withTenant(ada, "migration.run", (tx) => rollBackWave(tx, { waveId }));
  await killedAt(5, async () => {
    const { people, invitations, links, sent, rows } = await movesOf(ada.tenantId);
    expect(new Set([people, invitations, links, sent, rows]).size).toBe(1);
  });
  await untilOver(ada.tenantId, waveId, "rolled_back");
  expect(await snapshotOf(ada.tenantId)).toEqual(before);
}, 600_000);
