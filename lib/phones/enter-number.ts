import { and, eq, isNull, sql } from "drizzle-orm";
import { phones } from "@/db/schema/phones";
import type { Self } from "@/lib/access/actor";
import { type IdentityTx, withIdentity } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { rulesOf } from "@/lib/policy/policy";
import { refuseUnlessAt } from "@/lib/recovery/refuse-unless-at";
import { Refusal } from "@/lib/refusal";
import { seal, unseal } from "@/lib/secrets";
import { type Standing, standingsOf } from "@/lib/sign-in/standing";
import { isBlocked, textsOn } from "@/lib/sms/texts";
import { countSending } from "./count-sending";
import { homeCountryOf } from "./home-country";
import { type MobileNumber, type NumberDraft, reachableNumber } from "./number";
import { allowsText, sealedFor } from "./own-phone";
import { askerOf, type Circumstances, type FreshCode, freshCode, sendCode } from "./send-code";
import { newestCode, type SentCode } from "./sent-code";

/** Where a recovery phone is given: in the set-up, or from the account page. */
export type Setting = "activation" | "session";

/** Throws unless the rules let this person recover by text, and texts can be sent. */
function refuseUnlessAllowed(standings: readonly Standing[]): void {
  if (!allowsText(rulesOf(standings))) throw new Refusal("way_closed");
  if (!textsOn()) throw new Refusal("texts_off");
}

/** In a set-up only at its gate: whoever is not so far yet has no number, and no texts to spend. */
async function standingsAt<K extends Setting>(tx: IdentityTx<K>): Promise<Standing[]> {
  const { self } = tx as IdentityTx<Setting>;
  if (self.kind === "activation") await refuseUnlessAt(tx as IdentityTx<"activation">, "recovery-phone");
  return standingsOf(tx, self.identityId);
}

const companyOf = (standings: readonly Standing[]) =>
  standings.length === 1 ? (standings[0]?.tenant ?? null) : null;

/** Counting and the slow hash, for a text to somebody who stands so. */
export async function prepareText(
  identityId: string,
  standings: readonly Standing[],
  { address, language }: Circumstances,
): Promise<FreshCode> {
  await countSending({ identityId, address, tenantIds: standings.map(({ tenantId }) => tenantId) });
  return freshCode(language, companyOf(standings));
}

export type Entered = MobileNumber & { code: FreshCode };

/** All that can be wrong with a number is told before a text is counted. */
export async function prepareNumber<K extends Setting>(
  self: Self<K>,
  { number }: NumberDraft,
  from: Circumstances,
): Promise<Entered> {
  const standings = await withIdentity<K, Standing[]>(self, standingsAt);
  refuseUnlessAllowed(standings);
  const found = reachableNumber(number, {
    home: homeCountryOf(standings[0]?.timeZone),
    withBackupCodes: rulesOf(standings).recovery.includes("backup_code"),
  });
  return { ...found, code: await prepareText(self.identityId, standings, from) };
}

/** A number that was entered here before and never confirmed is gone. */
const endWaiting = (tx: IdentityTx<Setting>) =>
  tx
    .update(phones)
    .set({ endedAt: sql`clock_timestamp()`, sealedNumber: "" })
    .where(
      and(
        eq(phones.identityId, tx.self.identityId),
        isNull(phones.verifiedAt),
        isNull(phones.endedAt),
        sql`id in (select phone_id from sent_codes where asked_by = ${askerOf(tx.self)})`,
      ),
    );

/** Keeps the number without letting it count, and sends a code to it. */
export async function enterNumber(tx: IdentityTx<Setting>, _draft: unknown, entered: Entered): Promise<void> {
  const { identityId } = tx.self;
  const { number, country, code } = entered;
  refuseUnlessAllowed(await standingsOf(tx, identityId));
  await endWaiting(tx);
  const [phoneId, lastDigits] = [crypto.randomUUID(), number.slice(-2)];
  const sealedNumber = seal(number, sealedFor(identityId, phoneId));
  await tx.insert(phones).values({ id: phoneId, identityId, sealedNumber, lastDigits, country });
  record(tx, { action: "phone.added", subjectId: phoneId });
  await sendCode(tx, { phoneId, number, lastDigits }, code);
}

/** The number that waits for its code, for who entered it. */
export async function waitingNumber(tx: IdentityTx<Setting>): Promise<SentCode | null> {
  const sent = await newestCode(tx);
  return sent && !sent.verifiedAt && !sent.phoneEndedAt ? sent : null;
}

type Seen = { waiting: SentCode | null; standings: Standing[] };

export async function prepareNumberAgain<K extends Setting>(
  self: Self<K>,
  from: Circumstances,
): Promise<FreshCode> {
  const { waiting, standings } = await withIdentity<K, Seen>(self, async (tx) => ({
    waiting: await waitingNumber(tx),
    standings: await standingsAt(tx),
  }));
  refuseUnlessAllowed(standings);
  if (!waiting) throw new Refusal("number_again");
  if (isBlocked(waiting.country)) throw new Refusal("text_blocked", { country: waiting.country });
  return prepareText(self.identityId, standings, from);
}

/** Another code to the number that waits; the one before ends. */
export async function sendNumberAgain(
  tx: IdentityTx<Setting>,
  _nothing: unknown,
  code: FreshCode,
): Promise<void> {
  refuseUnlessAllowed(await standingsOf(tx, tx.self.identityId));
  const waiting = await waitingNumber(tx);
  if (!waiting) throw new Refusal("number_again");
  const { phoneId, lastDigits, sealedNumber } = waiting;
  const number = unseal(sealedNumber, sealedFor(tx.self.identityId, phoneId));
  await sendCode(tx, { phoneId, number, lastDigits }, code);
}
