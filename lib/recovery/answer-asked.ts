import { type SystemTx, withSystem } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { countTry, type Limit } from "@/lib/identity/limits";
import { newIdentityLink } from "@/lib/identity/link";
import { sendInvitationsAgain } from "@/lib/invitations/send-again";
import { post } from "@/lib/mail/post";
import { emailKeyOf } from "@/lib/people/email";
import { hasSecondStep, rulesFor } from "@/lib/sign-in/standing";
import { type Asked, askedIn } from "./ask";
import { keyLetter, noAccountLetter, noKeyLetter, resetLetter } from "./letters";
import { type Addressee, addresseeOf, addressMeant } from "./who-asked";

const KEY_MINUTES = { first: 24 * 60, again: 30 };

/** Somebody unknown here hears so, and no more than once a day. */
const noAccountMails: Limit = { name: "no account mail", most: 1, seconds: 86_400 };

const factsFor = (who: Addressee, { language, at, browser }: Asked) => ({
  language: who.language ?? language,
  name: who.name,
  address: who.email,
  timeZone: who.timeZone,
  at,
  browser,
});

async function mailReset(tx: SystemTx, who: Addressee, asked: Asked): Promise<void> {
  const { identityId, emailKey, email } = who;
  const minutes = (await rulesFor(tx, identityId)).resetMinutes;
  const href = await newIdentityLink(tx, { purpose: "reset", identityId, addressKey: emailKey, minutes });
  const withCode = await hasSecondStep(tx, identityId);
  const letter = resetLetter({ ...factsFor(who, asked), href, minutes, withCode });
  await post(tx, { to: email, kind: "reset", identityId }, letter);
  record(tx, { action: "password.reset_asked", identityId });
}

async function mailKey(tx: SystemTx, who: Addressee, asked: Asked): Promise<void> {
  const { identityId, emailKey, email } = who;
  const facts = factsFor(who, asked);
  record(tx, {
    action: "key.asked",
    identityId,
    ...(!who.sendsKeys && { result: "refused", reason: "policy" }),
  });
  if (!who.sendsKeys) {
    await post(tx, { to: email, kind: "key", identityId }, noKeyLetter(facts));
    return;
  }
  const again = await hasSecondStep(tx, identityId);
  const minutes = again ? KEY_MINUTES.again : KEY_MINUTES.first;
  const href = await newIdentityLink(tx, { purpose: "key", identityId, addressKey: emailKey, minutes });
  await post(tx, { to: email, kind: "key", identityId }, keyLetter({ ...facts, href, minutes, again }));
}

/** The mail to somebody who has an account; false when nobody here is called so. */
async function mailKnown(asked: Asked): Promise<boolean> {
  // Looked up before: one process, one connection at a time.
  const meant = await addressMeant(asked);
  if (meant === null) return false;
  return withSystem("mailed link", async (tx) => {
    const who = await addresseeOf(tx, meant);
    if (!who) return false;
    await (asked.purpose === "reset" ? mailReset(tx, who, asked) : mailKey(tx, who, asked));
    return true;
  });
}

/** Answers by mail, where only the owner of the address reads who is known here. */
export async function answerAsked(payload: unknown): Promise<void> {
  const asked = askedIn(payload);
  if (await mailKnown(asked)) return;
  const address = emailKeyOf(asked.name);
  if (!address || (await sendInvitationsAgain(address))) return;
  if (await countTry(noAccountMails, address)) return;
  const letter = noAccountLetter({ ...asked, address, timeZone: "Europe/Amsterdam" });
  await withSystem("mailed link", (tx) => post(tx, { to: address, kind: "no_account" }, letter));
}
