import { randomInt, randomUUID } from "node:crypto";
import { and, desc, eq } from "drizzle-orm";
import { messages } from "@/db/schema/messages";
import { phones } from "@/db/schema/phones";
import { lookUp, withSystem } from "@/lib/access/doors";
import { type SealedText, sealedFor as sealedLetterFor } from "@/lib/mail/post";
import { sealedFor } from "@/lib/phones/own-phone";
import { seal, unseal } from "@/lib/secrets";

/** A number of nobody else, of a Dutch mobile network. */
export const anyNumber = () => `+316${20_000_000 + randomInt(9_000_000)}`;

/** A recovery phone that was confirmed before; `country` as if the list had changed since. */
export async function givePhone(identityId: string, number = anyNumber(), country = "NL"): Promise<string> {
  const id = randomUUID();
  const sealedNumber = seal(number, sealedFor(identityId, id));
  const row = { id, identityId, sealedNumber, lastDigits: number.slice(-2), country, verifiedAt: new Date() };
  await withSystem("housekeeping", (tx) => tx.insert(phones).values(row));
  return number;
}

/** The rows of all texts to somebody, the newest first. */
export const textRowsOf = (identityId: string) =>
  lookUp("deliver messages", (db) =>
    db
      .select()
      .from(messages)
      .where(and(eq(messages.identityId, identityId), eq(messages.channel, "text")))
      .orderBy(desc(messages.createdAt)),
  );

/** The texts that wait to be sent, the newest first. */
export const textsOf = async (identityId: string): Promise<SealedText[]> =>
  (await textRowsOf(identityId)).flatMap(({ id, sealed }) =>
    sealed ? [JSON.parse(unseal(sealed, sealedLetterFor(id))) as SealedText] : [],
  );

export const codeIn = (text: SealedText | undefined): string => /^\d{6}/.exec(text?.body ?? "")?.[0] ?? "";
