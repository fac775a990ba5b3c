import { desc, eq, sql } from "drizzle-orm";
import { Logger, runOnce } from "graphile-worker";
import { messages } from "@/db/schema/messages";
import type { FlowSelf } from "@/lib/access/actor";
import { lookUp, withSystem } from "@/lib/access/doors";
import type { Letter } from "@/lib/mail/letter";
import { sealedFor } from "@/lib/mail/post";
import { answerAsked } from "@/lib/recovery/answer-asked";
import { type Asking, ask, countAsking } from "@/lib/recovery/ask";
import { startKey, startReset } from "@/lib/recovery/start-reset";
import { unseal } from "@/lib/secrets";
import { flowOf } from "@/lib/sign-in/flow";
import { trace } from "./factories";

/** Asks by name, as the page does, and lets the worker answer. */
export async function askFor(name: string, purpose: Asking["purpose"] = "reset", company?: string) {
  const counted = await countAsking({ purpose, name, language: "en", ...(company && { company }) });
  await withSystem("mailed link", (tx) => ask(tx, counted), trace);
  await runOnce({
    connectionString: process.env["DATABASE_JOBS_URL"] ?? "",
    taskList: { link_asked: answerAsked },
    noHandleSignals: true,
    logger: new Logger(() => () => undefined),
  });
  return counted.answer;
}

/** All letters to an address, the newest first. */
export async function lettersTo(email: string): Promise<Letter[]> {
  const rows = await lookUp("deliver messages", (db) =>
    db.select().from(messages).where(eq(messages.address, email)).orderBy(desc(messages.createdAt)),
  );
  return rows.map((row) => JSON.parse(unseal(row.sealed ?? "", sealedFor(row.id))) as Letter);
}

export const subjectsTo = async (email: string) => (await lettersTo(email)).map(({ subject }) => subject);

export const secretIn = (letter: Letter | undefined): string => {
  const secret = /\/l\/([\w-]{43})$/.exec(letter?.button?.href ?? "")?.[1];
  if (!secret) throw new Error("no link was mailed");
  return secret;
};

/** The secret of the link that was just mailed. */
export async function linkFor(email: string, purpose: Asking["purpose"] = "reset"): Promise<string> {
  await askFor(email, purpose);
  return secretIn((await lettersTo(email))[0]);
}

export const spend = (secret: string, purpose: Asking["purpose"] = "reset") =>
  withSystem("mailed link", (tx) => (purpose === "key" ? startKey : startReset)(tx, { secret }), trace);

/** From the mailed link into the recovery it starts. */
export async function recoveryOf(
  email: string,
  purpose: Asking["purpose"] = "reset",
): Promise<{ self: FlowSelf<"recovery">; state: string; flow: string }> {
  const { flow, state } = await spend(await linkFor(email, purpose), purpose);
  const found = await flowOf("recovery", flow, trace);
  if (!found) throw new Error("no recovery");
  return { self: found.self, state, flow };
}

/** As if so many hours had passed for what is counted. */
export const forgetTries = () =>
  withSystem("housekeeping", (tx) => tx.execute(sql`delete from limits where span like 'mail asked/%'`));
