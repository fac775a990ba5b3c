import "server-only";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { z } from "zod";
import type { Self, SelfKind } from "@/lib/access/actor";
import { type IdentityTx, withIdentity } from "@/lib/access/doors";
import { isFresh } from "@/lib/access/fresh";
import { isRefusal, Refusal } from "@/lib/refusal";
import { askAgain, confirmedBy, isSelf } from "./confirm";
import { currentFlow, currentSelf } from "./current";
import type { FormState } from "./form-state";
import { refuseForeignOrigin } from "./origin";
import { echoOf, type FormSchema, typedIn } from "./read-form";
import { invalid, noteRefusal, refused } from "./say-no";

/** A sentence beside a field, or above the form: no, but the try was counted and is written down. */
export type Told = { field: string | null; key: string; values?: Record<string, string | number> };

type Definition<K extends SelfKind, S extends FormSchema, B, R> = {
  as: K;
  /** Asks again for a proof of the last five minutes; only in a session. */
  fresh?: true;
  input: S;
  /** Counting and slow work, before the door. */
  before?: (self: Self<K>, input: z.output<S>) => Promise<B>;
  run: (tx: IdentityTx<K>, input: z.output<S>, prepared: B) => Promise<R>;
  /** Cookies, then the next page; or what is to be told. */
  next: (result: R, self: Self<K>, returnTo: string | null) => Promise<string | Told | FormState>;
};

type Shown = FormState["values"];

/** What questions ask for is typed in clear, and nobody should lose three answers because one was too short. */
const pairs = ["question1", "answer1", "question2", "answer2", "question3", "answer3"];

/** Never a secret of a sign-in, and no code. */
const echoed = ["email", "name", "number", "endOthers", "trust", ...pairs];

/** Undefined where the form has nothing that may come back: what it shows by default stays. */
const shownAgain = (typed: Record<string, unknown>, schema: FormSchema): Shown =>
  echoed.some((name) => name in schema.shape) ? echoOf(typed, echoed) : undefined;

type Found<K extends SelfKind> = { self: Self<K>; returnTo: string | null };

/** Read before the work: afterwards a process that is done cannot be found any more. */
async function findSelf<K extends SelfKind>(kind: K): Promise<Found<K> | null> {
  const found = kind === "session" ? { self: await currentSelf(), returnTo: null } : await currentFlow(kind);
  return found?.self ? ({ self: found.self, returnTo: found.returnTo } as Found<K>) : null;
}

/** Says what a check found, a key of `told`. */
async function told({ field, key, values }: Told, shown: Shown): Promise<FormState> {
  const t = await getTranslations("told");
  const sentence = t(key as never, values as never);
  const back = shown ? { values: shown } : {};
  if (field === null) return { status: "refused", message: sentence, ...back };
  return { status: "invalid", fields: { [field]: sentence }, ...back };
}

const nobodyHere = (kind: SelfKind) =>
  refused(new Refusal(kind === "session" ? "sign_in_first" : "flow_over"), undefined);

/** The only way to write a server action of an identity, in its session or in one of its flows. */
export function identityAction<K extends SelfKind, S extends FormSchema, B, R>(
  action: Definition<K, S, B, R>,
) {
  return async (_previous: FormState, form: FormData): Promise<FormState> => {
    const found = await findSelf(action.as);
    if (!found) return nobodyHere(action.as);
    const typed = typedIn(form, action.input);
    const shown = shownAgain(typed, action.input);
    const parsed = action.input.safeParse(typed);
    if (!parsed.success) return invalid(parsed.error, shown);
    const self = action.fresh ? await askedAgain(found.self, form, shown) : found.self;
    if (!("kind" in self)) return self;
    return answerOf(await attempt(action, { ...found, self: self as Self<K> }, parsed.data), shown);
  };
}

/** Who acts, once the proof is fresh or has just been given; else the question. */
async function askedAgain(self: Self, form: FormData, shown: Shown): Promise<Self | FormState> {
  if (self.kind !== "session") return self;
  const confirmed = await confirmedBy(self, form, shown);
  if (!isSelf(confirmed)) return confirmed;
  return isFresh(confirmed) ? confirmed : askAgain(confirmed, shown);
}

async function answerOf(outcome: string | Told | FormState | Refusal, shown: Shown): Promise<FormState> {
  if (outcome instanceof Refusal) return refused(outcome, shown);
  if (typeof outcome === "string") redirect(outcome);
  if ("status" in outcome) return outcome;
  return told(outcome, shown);
}

async function attempt<K extends SelfKind, S extends FormSchema, B, R>(
  action: Definition<K, S, B, R>,
  { self, returnTo }: Found<K>,
  input: z.output<S>,
): Promise<string | Told | FormState | Refusal> {
  try {
    await refuseForeignOrigin();
    const prepared = (await action.before?.(self, input)) as B;
    const result = await withIdentity(self, (tx) => action.run(tx, input, prepared));
    return await action.next(result, self, returnTo);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await noteRefusal(error, action.as, { id: self.identityId, identityId: self.identityId });
    return error;
  }
}
