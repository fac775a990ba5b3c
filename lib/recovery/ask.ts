import { z } from "zod";
import type { SystemTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { languages } from "@/lib/i18n/languages";
import { countTry, type Limit } from "@/lib/identity/limits";
import { enqueue } from "@/lib/jobs/enqueue";
import { emailKeyOf } from "@/lib/people/email";
import { PlainText } from "@/lib/plain-text";
import { seal, unseal } from "@/lib/secrets";

/** Who is meant: an e-mail address, or a user name with its company code. */
export const AskDraft = z.strictObject({
  name: PlainText.min(1, "who_missing").max(254, "who_long"),
  company: PlainText.max(64, "who_long").optional(),
});
export type AskDraft = z.output<typeof AskDraft>;

const Asked = z.object({
  purpose: z.enum(["reset", "key"]),
  name: z.string(),
  company: z.string().optional(),
  /** The language of the page it was asked on. */
  language: z.enum(languages),
  browser: z.string().nullable(),
  at: z.coerce.date(),
});
export type Asked = z.output<typeof Asked>;
export type Asking = Pick<Asked, "purpose" | "name" | "company" | "language">;

const perHour: Limit = { name: "mail asked", most: 3, seconds: 3600 };
const perDay: Limit = { name: "mail asked", most: 8, seconds: 86_400 };
const firstRefusal: Limit = { name: "mail asked refused", most: 1, seconds: 600 };

export type Counted = Asking & { answer: "mail" | "too_many" | "too_many_again" };

/** Counted by the name as typed, known or not; over the limit the page says the same and no mail goes out. */
export async function countAsking(asking: Asking): Promise<Counted> {
  const name = emailKeyOf(asking.name) ?? asking.name.toLowerCase();
  const of = `${asking.purpose}|${asking.company ?? ""}|${name}`;
  const until = (await countTry(perDay, of)) ?? (await countTry(perHour, of));
  if (!until) return { ...asking, answer: "mail" };
  return { ...asking, answer: (await countTry(firstRefusal, of)) ? "too_many_again" : "too_many" };
}

const sealedFor = (jobId: string) => `asked|${jobId}`;

/** Only puts the question in the queue: a known and an unknown name take the same time (OWASP ASVS 5.0, 6.3.8). */
export async function ask(tx: SystemTx, { answer, ...asking }: Counted): Promise<Asking> {
  if (answer === "too_many")
    record(tx, {
      action: asking.purpose === "reset" ? "password.reset_asked" : "key.asked",
      result: "refused",
      reason: "too_many",
    });
  if (answer !== "mail") return asking;
  const id = crypto.randomUUID();
  const asked = { ...asking, browser: tx.trace?.browser ?? null, at: new Date().toISOString() };
  const job = { id, sealed: seal(JSON.stringify(asked), sealedFor(id)) };
  await enqueue(tx, "link_asked", job);
  return asking;
}

const Job = z.object({ id: z.uuid(), sealed: z.string() });

/** The question of a job, opened. */
export function askedIn(payload: unknown): Asked {
  const { id, sealed } = Job.parse(payload);
  return Asked.parse(JSON.parse(unseal(sealed, sealedFor(id))));
}
