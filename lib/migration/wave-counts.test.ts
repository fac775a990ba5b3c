import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { enterTenant, lookUp, withSystem, withTenant } from "@/lib/access/doors";
import en from "@/lib/i18n/en.json";
import nl from "@/lib/i18n/nl.json";
import { anyEmail, newActor, newMember, newPerson } from "@/lib/testing/factories";
import { oldAccount, oldList } from "@/lib/testing/legacy";
import { changePerson } from "@/lib/testing/offers";
import { acceptWith } from "@/lib/testing/old-door";
import { lettersTo } from "@/lib/testing/outbox";
import { begunWave, dryLines, ranWave, waveNow, waveRows } from "@/lib/testing/waves";
import { migrationCounts } from "./counts";
import { dryNumbers } from "./dry-run";
import { cancelWave, pauseWave, resumeWave, retryWave, rollBackWave } from "./steer-wave";
import { undoMove } from "./undo-move";
import {
  doneIn,
  movedIn,
  takenIn,
  type WaveAsked,
  wasCancelled,
  waveProgress,
  waveRowsAfter,
} from "./wave-page";
import { waveOf } from "./waves";

type Ada = Awaited<ReturnType<typeof newActor>>;
let ada: Ada;
let importId: string;

beforeEach(async () => {
  ada = await newActor("owner");
  importId = await oldList(ada.home);
});

const HASH = { scheme: "bcrypt", hash: "x" } as const;
const account = (draft: Parameters<typeof oldAccount>[1] = {}) =>
  oldAccount(ada.home, { importId, ...draft });
const accounts = (count: number, draft: Parameters<typeof oldAccount>[1] = {}) =>
  Promise.all(Array.from({ length: count }, () => account(draft)));

const steer = (verb: (tx: never, target: { waveId: string }) => Promise<unknown>, waveId: string) =>
  withTenant(ada, "migration.run", (tx) => verb(tx as never, { waveId }));

const progressOf = (waveId: string) =>
  withTenant(ada, "migration.view", async (tx) => waveProgress(tx, await waveOf(tx, waveId)));

const pageOf = (waveId: string, asked: Partial<WaveAsked> = {}, most?: number) =>
  withTenant(ada, "migration.view", async (tx) => {
    const wave = await waveOf(tx, waveId);
    const progress = await waveProgress(tx, wave);
    return waveRowsAfter(tx, wave, progress, { tab: "all", q: "", after: 0, ...asked }, most);
  });

/** The same numbers, counted from the accounts and the people themselves. */
async function countedOf(waveId: string) {
  const count = (condition: string) => sql`count(*) filter (where ${sql.raw(condition)})::int`;
  const quiet =
    "w.reason in ('moved','left_out','sent','invited','other_wave','suspended','left','cancelled')";
  const [row] = await lookUp("housekeeping", (db) =>
    db.execute(sql`
      select count(*)::int as all, ${count("w.state = 'todo' and a.standing = 'ready'")} as todo,
        ${count("w.state = 'todo' and a.standing = 'waits'")} as waits,
        ${count(`(w.state = 'todo' and a.standing not in ('ready', 'waits')) or (w.state = 'skipped' and ${quiet})`)} as stays,
        ${count("w.state = 'sent' and a.standing <> 'moved' and p.stage <> 'bounced'")} as sent,
        ${count("w.state = 'sent' and a.standing = 'moved'")} as activated,
        ${count("w.state = 'sent' and a.standing <> 'moved' and p.stage = 'bounced'")} as bounced,
        ${count("w.state = 'linked'")} as linked, ${count(`w.state = 'skipped' and not ${quiet}`)} as needs,
        ${count("w.state = 'failed'")} as failed, ${count("w.state in ('rolled_back', 'reverted')")} as back,
        ${count("a.hash_scheme is not null and (w.state = 'sent' or (w.state = 'todo' and a.standing = 'ready'))")} as hashed
      from wave_accounts w join legacy_accounts a on a.id = w.account_id left join people p on p.id = a.person_id
      where w.tenant_id = ${ada.tenantId} and w.wave_id = ${waveId}`),
  );
  return row;
}

/** What is kept is what is counted; gives it. */
async function rightProgress(waveId: string) {
  const kept = await progressOf(waveId);
  expect(kept).toEqual(await countedOf(waveId));
  return kept;
}

const changeAccount = (id: string, change: ReturnType<typeof sql>) =>
  withSystem("housekeeping", async (tx) => {
    await enterTenant(tx, ada.tenantId);
    await tx.execute(sql`update legacy_accounts set ${change} where id = ${id}`);
  });

async function activate(email: string): Promise<void> {
  const [letter] = await lettersTo(email);
  await acceptWith(/\/i\/([\w-]{43})$/.exec(letter?.button?.href ?? "")?.[1] ?? "");
}

/** Ready, linked, invited, faulty and left out; two accounts of one person among them. */
async function mixed() {
  const sound = await accounts(6, { hash: HASH });
  await accounts(3);
  await accounts(2, { personId: (await newMember(ada.home)).person.id });
  await accounts(2, { personId: (await newPerson(ada.home)).id });
  await account({ personId: (await newPerson(ada.home, { invitedAt: new Date() })).id });
  const [faulty] = await accounts(2, { verdict: "no_email", person: true, hash: HASH });
  return { sound, faulty };
}

describe("H14 the kept counts of a wave", () => {
  test("are those that are counted: while it runs, after bounces, a pause, a retry, an undo and a rollback", async () => {
    const { sound, faulty } = await mixed();
    const [first, second, third] = sound;
    const waveId = await begunWave(ada);
    expect(await rightProgress(waveId)).toMatchObject({ all: 16, todo: 14, waits: 2, hashed: 6 });
    await steer(pauseWave, waveId);
    await changeAccount(third?.id ?? "", sql`left_out_at = clock_timestamp(), left_out_why = 'by_hand'`);
    expect(await rightProgress(waveId)).toMatchObject({ todo: 13, waits: 2, stays: 1, hashed: 5 });
    await steer(resumeWave, waveId);
    await ranWave(ada, waveId, 3);
    expect(await rightProgress(waveId)).toMatchObject({ todo: 0, sent: 9, linked: 2, needs: 2, stays: 3 });

    for (const one of [first, second]) await changePerson(one?.personId ?? "", { bouncedAt: new Date() });
    expect(await rightProgress(waveId)).toMatchObject({ sent: 7, bounced: 2 });
    await changePerson(second?.personId ?? "", { bouncedAt: null });
    expect(await rightProgress(waveId)).toMatchObject({ sent: 8, bounced: 1 });

    await changeAccount(faulty?.id ?? "", sql`verdict = 'ready'`);
    await steer(retryWave, waveId);
    expect(await rightProgress(waveId)).toMatchObject({ todo: 3, needs: 1, stays: 1 });
    await ranWave(ada, waveId);
    await activate(second?.email ?? "");
    await activate(faulty?.email ?? "");
    expect(await rightProgress(waveId)).toMatchObject({
      activated: 2,
      sent: 7,
      bounced: 1,
      needs: 1,
      hashed: 6,
    });

    await withTenant(ada, "migration.run", (tx) =>
      undoMove(tx, { personId: second?.personId ?? "", reason: "wrong_person" }),
    );
    expect(await rightProgress(waveId)).toMatchObject({ activated: 1, back: 1 });
    await steer(rollBackWave, waveId);
    await ranWave(ada, waveId, 2);
    expect(await rightProgress(waveId)).toMatchObject({
      activated: 1,
      sent: 0,
      bounced: 0,
      back: 9,
      linked: 2,
    });
  });

  test("are those that are counted when mails come back while others go out, and neither stops the other", async () => {
    await accounts(15);
    const waveId = await begunWave(ada);
    const isRunning = async () => (await waveNow(waveId)).state === "running";
    const bounce = async (bouncedAt: Date | null) => {
      const out = (await waveRows(ada, waveId)).filter(({ state }) => state === "sent");
      for (const { personId } of out) await changePerson(personId ?? "", { bouncedAt });
    };
    const bouncing = async () => {
      for (let n = 0; await isRunning(); n++) await bounce(n % 2 === 0 ? new Date() : null);
    };
    await Promise.all([ranWave(ada, waveId, 1), bouncing()]);
    const { sent, bounced } = await rightProgress(waveId);
    expect(sent + bounced).toBe(15);
  });

  test("are those that are counted when two waves want the same accounts and one is cancelled", async () => {
    await mixed();
    const bea = await newActor("administrator", ada.home);
    const first = await begunWave(ada);
    await account();
    const other = await begunWave(bea);
    expect(await rightProgress(other)).toMatchObject({ all: 17, todo: 1, stays: 16 });
    await steer(cancelWave, first);
    expect(await rightProgress(first)).toMatchObject({ todo: 0, stays: 16 });
  });
});

describe("H14 the words of a wave", () => {
  const numbersOf = async (waveId: string) => {
    const progress = await progressOf(waveId);
    return { moved: movedIn(progress), done: doneIn(progress), takenIn: takenIn(progress) };
  };
  const isCancelled = (waveId: string) =>
    withTenant(ada, "migration.view", async (tx) => wasCancelled(tx, await waveOf(tx, waveId)));

  test("moved are only those with an account; it takes in whom the dry run does not keep behind", async () => {
    const { sound } = await mixed();
    const waveId = await begunWave(ada);
    await ranWave(ada, waveId);
    expect(await numbersOf(waveId)).toEqual({ moved: 2, done: 12, takenIn: 12 });
    await activate(sound[0]?.email ?? "");
    expect(await numbersOf(waveId)).toEqual({ moved: 3, done: 12, takenIn: 12 });
  });

  test("are those of the overview: moved, on their way", () => {
    for (const { waves, migration } of [en, nl]) {
      const { moved, sent } = waves.part;
      expect({ moved, sent }).toEqual({ moved: migration.standing.moved, sent: migration.standing.sent });
      expect(waves.rowState.activated).toBe(migration.tag.moved);
    }
  });

  test("cancelled stays cancelled when it is taken back, and done stays done, each on its own day", async () => {
    await accounts(2);
    const cancelled = await begunWave(ada);
    await steer(cancelWave, cancelled);
    expect(await isCancelled(cancelled)).toBe(true);
    const { finishedAt } = await waveNow(cancelled);
    await steer(rollBackWave, cancelled);
    expect(await isCancelled(cancelled)).toBe(true);
    await ranWave(ada, cancelled);
    expect(await isCancelled(cancelled)).toBe(true);
    expect(await waveNow(cancelled)).toMatchObject({ state: "rolled_back", finishedAt });
    const done = await begunWave(ada);
    await ranWave(ada, done);
    await steer(rollBackWave, done);
    expect(await isCancelled(done)).toBe(false);
  });
});

describe("H14 a planned wave", () => {
  const day = () => new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);

  test("tells what its accounts wait for, and hears when they are mended, spoiled or left out", async () => {
    const [one, two] = await accounts(3);
    const faulty = await account({ verdict: "two_offices", name: "Bo", person: true });
    const waveId = await begunWave(ada, {}, day());
    expect(await rightProgress(waveId)).toMatchObject({ all: 4, todo: 3, waits: 1 });
    const { rows } = await pageOf(waveId, { tab: "needs" });
    expect(rows.map(({ name, fate, reason }) => [name, fate, reason])).toEqual([
      ["Bo", "waits", "two_offices"],
    ]);

    await changeAccount(faulty.id, sql`verdict = 'ready'`);
    await changeAccount(one?.id ?? "", sql`verdict = 'no_email'`);
    await changeAccount(two?.id ?? "", sql`left_out_at = clock_timestamp(), left_out_why = 'by_hand'`);
    expect(await rightProgress(waveId)).toMatchObject({ todo: 2, waits: 1, stays: 1 });
    const all = (await pageOf(waveId)).rows.map(({ accountId, fate, reason }) => [accountId, fate, reason]);
    expect(all).toContainEqual([one?.id, "waits", "no_email"]);
    expect(all).toContainEqual([two?.id, "stays", "left_out"]);
    expect(all).toContainEqual([faulty.id, "todo", null]);
  });
});

describe("H14 the page of a wave", () => {
  test("goes through its accounts by name, each once, on every tab", async () => {
    for (const name of ["Dirk", "Anna", "Chris", "Eva", "Bo"]) await account({ name });
    for (const name of ["Cas", "Zoe"]) await account({ name, verdict: "no_email" });
    const waveId = await begunWave(ada);
    await ranWave(ada, waveId, 2);
    const through = async (tab: WaveAsked["tab"]) => {
      const names: string[] = [];
      for (let after: number | null = 0; after !== null; ) {
        const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(waveId, { tab, after }, 2);
        names.push(...page.rows.map(({ name }) => name));
        after = page.next;
      }
      return names;
    };
    expect(await through("all")).toEqual(["Anna", "Bo", "Cas", "Chris", "Dirk", "Eva", "Zoe"]);
    expect(await through("done")).toEqual(["Anna", "Bo", "Chris", "Dirk", "Eva"]);
    expect(await through("needs")).toEqual(["Cas", "Zoe"]);
  });
});

describe("H14 the numbers of a dry run", () => {
  test("tell why fewer go than the overview calls ready", async () => {
    await mixed();
    const numbers = await withTenant(ada, "migration.view", (tx) => dryNumbers(tx, {}));
    const { standings } = await withTenant(ada, "migration.view", migrationCounts);
    expect(numbers).toMatchObject({ ready: standings.ready, invite: 10, link: 2, held: { invited: 2 } });
  });
});

describe("H14 a dry run in parts", () => {
  test("says what it says at once, also of people whose accounts are in different parts", async () => {
    await mixed();
    const whole = await dryLines(ada);
    for (const most of [1, 4]) expect(await dryLines(ada, {}, most)).toEqual(whole);
    expect(whole.filter(({ plan }) => plan.outcome === "skip" && plan.reason === "invited")).toHaveLength(2);
    const office = { office: "Zuid" };
    expect(await dryLines(ada, office, 3)).toEqual(await dryLines(ada, office));
  });

  test("and the wave made of it agree about two accounts of one person with thousands between them", async () => {
    const { id: personId } = await newPerson(ada.home, { email: anyEmail() });
    await account({ personId, name: "Anna" });
    await account({ personId, name: "Zoe" });
    await withSystem("housekeeping", async (tx) => {
      await enterTenant(tx, ada.tenantId);
      await tx.execute(sql`
        insert into legacy_accounts (tenant_id, import_id, line, source, office, old_user_name, old_user_name_key, name, verdict)
        select ${ada.tenantId}, ${importId}, n, 'HomeTrak', 'Zuid', 'bo' || n, 'bo' || n, 'Bo', 'no_email'
        from generate_series(1, 2100) n`);
    });
    const waveId = await begunWave(ada);
    expect(await rightProgress(waveId)).toMatchObject({ all: 2102, todo: 2, waits: 2100 });
    expect((await waveRows(ada, waveId)).map(({ place }) => place)).toEqual(
      Array.from({ length: 2102 }, (_, index) => index + 1),
    );
    await ranWave(ada, waveId);
    expect(await rightProgress(waveId)).toMatchObject({ sent: 1, stays: 1, needs: 2100 });
  });
});
