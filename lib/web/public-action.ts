import "server-only";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { z } from "zod";
import { type SystemReason, type SystemTx, withSystem } from "@/lib/access/doors";
import { countTry, type Limit } from "@/lib/identity/limits";
import { isRefusal, Refusal } from "@/lib/refusal";
import type { FormState } from "./form-state";
import { refuseForeignOrigin } from "./origin";
import { echoOf, type FormSchema, typedIn } from "./read-form";
import { invalid, noteRefusal, refused } from "./say-no";
import { clientAddress, currentTrace } from "./trace";

/** What is to be said instead of moving on. */
export type Answer = { status: "refused" | "done"; key: string; values?: Record<string, string | number> };

type Definition<S extends FormSchema, B, R> = {
  reason: SystemReason;
  input: S;
  /** Per client address, counted before the work; a verb that counts in its own way says null. */
  limit: Limit | null;
  /** Counting and slow work, before the door. */
  before: (input: z.output<S>) => Promise<B>;
  run: (tx: SystemTx, prepared: B) => Promise<R>;
  /** Cookies, then the next page; or an answer. */
  next: (result: R) => Promise<string | Answer | FormState>;
};

const echoed = ["email", "name", "company", "office", "remember"];

async function answerOf({ status, key, values }: Answer, shown: FormState["values"]): Promise<FormState> {
  const t = await getTranslations("answers");
  return { status, message: t(key as never, values as never), ...(shown && { values: shown }) };
}

async function refuseIfTooMany(limit: Limit | null, address: string): Promise<void> {
  const until = limit ? await countTry(limit, address) : null;
  if (until) throw new Refusal("too_many", { until });
}

/** The only way to write a server action for somebody who is nobody yet. */
export function publicAction<S extends FormSchema, B, R>(action: Definition<S, B, R>) {
  return async (_previous: FormState, form: FormData): Promise<FormState> => {
    const typed = typedIn(form, action.input);
    const values = echoOf(typed, echoed);
    const parsed = action.input.safeParse(typed);
    if (!parsed.success) return invalid(parsed.error, values);

    const outcome = await attempt(action, parsed.data);
    if (outcome instanceof Refusal) return refused(outcome, values);
    if (typeof outcome === "string") redirect(outcome);
    return "key" in outcome ? answerOf(outcome, values) : outcome;
  };
}

async function attempt<S extends FormSchema, B, R>(
  action: Definition<S, B, R>,
  input: z.output<S>,
): Promise<string | Answer | FormState | Refusal> {
  const address = await clientAddress();
  try {
    await refuseForeignOrigin();
    await refuseIfTooMany(action.limit, address);
    const prepared = await action.before(input);
    const result = await withSystem(action.reason, (tx) => action.run(tx, prepared), await currentTrace());
    return await action.next(result);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await noteRefusal(error, action.reason, { id: address });
    return error;
  }
}
