import { afterAll, beforeAll, expect, test } from "vitest";
import { withTenant } from "@/lib/access/doors";
import { newActor } from "@/lib/testing/factories";
import { killedAt, workedUntil } from "@/lib/testing/killed-worker";
import { oldAccount, oldList, snapshotOf } from "@/lib/testing/legacy";
import { MailProvider } from "@/lib/testing/mail-provider";
import { begunWave, movesOf, waveNow } from "@/lib/testing/waves";
import { rollBackWave } from "./steer-wave";

const ACCOUNTS = 600;
const KILLS = 20;

const provider = new MailProvider();
const killing = { provider, longestMs: 600 };
beforeAll(() => provider.open());
afterAll(() => provider.close());

const untilOver = (tenantId: string, waveId: string, state: string) =>
  workedUntil({ provider, tenantId }, async () => (await waveNow(waveId)).state, state);

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
  await killedAt({ ...killing, times: KILLS }, async () => {
    expect(new Set(Object.values(await movesOf(ada.tenantId))).size).toBe(1);
  });
  provider.mood = () => "takes";
  await untilOver(ada.tenantId, waveId, "done");
  expect(Object.values(await movesOf(ada.tenantId))).toEqual(Array(7).fill(ACCOUNTS));
  expect([provider.sent.size, provider.total]).toEqual([ACCOUNTS, ACCOUNTS]);

  // On a busy machine the kills take longer than a proof is fresh.
  const proofs = [{ kind: "totp", at: new Date().toISOString() }] as const;
  const confirmed = { ...ada, self: { ...ada.self, proofs } };
  await withTenant(confirmed, "migration.run", (tx) => rollBackWave(tx, { waveId }));
  await killedAt({ ...killing, times: 5 }, async () => {
    const { people, invitations, links, sent, rows } = await movesOf(ada.tenantId);
    expect(new Set([people, invitations, links, sent, rows]).size).toBe(1);
  });
  await untilOver(ada.tenantId, waveId, "rolled_back");
  expect(await snapshotOf(ada.tenantId)).toEqual(before);
}, 600_000);
