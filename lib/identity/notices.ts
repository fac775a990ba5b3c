import { z } from "zod";
import { type SystemTx, withSystem } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { post } from "@/lib/mail/post";
import { minutesFromNow } from "@/lib/time";
import { newIdentityLink } from "./link";
import { momentIn, noticeLetter, replacedLetter, stillLetter } from "./notice-letters";
import { type Owner, type OwnerAddress, ownerOf } from "./owner";
import { notices } from "./tell-owner";
import { UNDO_DAYS } from "./undo-days";

const UNDO_MINUTES = UNDO_DAYS * 24 * 60;

export const NoticeJob = z.object({
  identityId: z.uuid(),
  notice: z.enum(notices),
  browser: z.string().nullable(),
  at: z.iso.datetime(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});
type NoticeJob = z.output<typeof NoticeJob>;

/** An address that was given up answers by taking the account back, any other by "This was not me". */
async function letterTo(tx: SystemTx, job: NoticeJob, owner: Owner, address: OwnerAddress) {
  const { language, timeZone, name } = owner;
  const href = await newIdentityLink(tx, {
    purpose: address.replacedAt ? "undo_address" : "not_me",
    identityId: job.identityId,
    addressKey: address.emailKey,
    minutes: UNDO_MINUTES,
    besides: true,
  });
  const when = momentIn(language, timeZone, new Date(job.at));
  const { notice, details, browser } = job;
  const facts = { language, name, address: address.email, notice, details, when, browser, href };
  if (!address.replacedAt) return noticeLetter(facts);
  const until = momentIn(language, timeZone, minutesFromNow(UNDO_MINUTES, address.replacedAt));
  return notice === "address_changed"
    ? replacedLetter({ ...facts, until })
    : stillLetter({ ...facts, until });
}

/** The new address is not in the queue: it stands where it was verified. */
const withAddress = (job: NoticeJob, owner: Owner): NoticeJob => {
  const [primary] = owner.addresses;
  return job.notice === "address_changed" && primary
    ? { ...job, details: { ...job.details, email: primary.email } }
    : job;
};

/** One letter to each verified address, the one just given up included (OWASP ASVS 5.0, 6.3.7). */
export async function writeNotice(payload: unknown): Promise<void> {
  const job = NoticeJob.parse(payload);
  const { identityId, notice } = job;
  await withSystem("deliver messages", async (tx) => {
    const owner = await ownerOf(tx, identityId);
    if (!owner) return;
    for (const address of owner.addresses) {
      const letter = await letterTo(tx, withAddress(job, owner), owner, address);
      await post(tx, { to: address.email, kind: "notice", identityId }, letter);
    }
    record(tx, { action: "notice.sent", identityId, details: { notice, letters: owner.addresses.length } });
  });
}
