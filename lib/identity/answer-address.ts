import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { identityAddresses } from "@/db/schema/identities";
import { type SystemTx, withSystem } from "@/lib/access/doors";
import { post } from "@/lib/mail/post";
import { addressTakenLetter, confirmAddressLetter } from "./address-letters";
import { identityAt } from "./create";
import { newIdentityLink } from "./link";
import { ownerOf } from "./owner";

const CONFIRM_MINUTES = 24 * 60;

const AddressJob = z.object({ identityId: z.uuid(), addressId: z.uuid() });

async function waitingAddress(tx: SystemTx, { identityId, addressId }: z.output<typeof AddressJob>) {
  const [row] = await tx
    .select({ email: identityAddresses.email, emailKey: identityAddresses.emailKey })
    .from(identityAddresses)
    .where(
      and(
        eq(identityAddresses.id, addressId),
        eq(identityAddresses.identityId, identityId),
        isNull(identityAddresses.verifiedAt),
      ),
    );
  return row ?? null;
}

/** To the address that is wished for: the link that confirms it, or the word that it has an account. */
export async function answerAddress(payload: unknown): Promise<void> {
  const job = AddressJob.parse(payload);
  const { identityId } = job;
  await withSystem("deliver messages", async (tx) => {
    const waiting = await waitingAddress(tx, job);
    const owner = await ownerOf(tx, identityId);
    if (!waiting || !owner) return;
    const { email: address, emailKey: addressKey } = waiting;
    const holder = await identityAt(tx, addressKey);
    if (holder && holder !== identityId) {
      const other = await ownerOf(tx, holder);
      const to = { language: other?.language ?? owner.language, name: other?.name ?? "", address };
      await post(tx, { to: address, kind: "notice", identityId: holder }, addressTakenLetter(to));
      return;
    }
    const href = await newIdentityLink(tx, {
      purpose: "address",
      identityId,
      addressKey,
      minutes: CONFIRM_MINUTES,
    });
    const letter = confirmAddressLetter({ language: owner.language, name: owner.name, address, href });
    await post(tx, { to: address, kind: "notice", identityId }, letter);
  });
}
