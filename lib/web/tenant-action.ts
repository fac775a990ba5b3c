import "server-only";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { z } from "zod";
import type { Actor, SessionSelf } from "@/lib/access/actor";
import { type TenantTx, withTenant } from "@/lib/access/doors";
import { type Permission, ruleFor } from "@/lib/access/permissions";
import { isRefusal, Refusal } from "@/lib/refusal";
import { askAgain, confirmedBy, isSelf } from "./confirm";
import { requireActor } from "./current";
import type { FormState } from "./form-state";
import { refuseForeignOrigin } from "./origin";
import { echoOf, type FormSchema, formOf, typedIn } from "./read-form";
import { invalid, noteRefusal, refused } from "./say-no";

type Definition<P extends Permission, S extends FormSchema, B, R> = {
  permission: P;
  input: S;
  /** Counting and slow work, before the door. */
  before?: (self: SessionSelf, input: z.output<S>) => Promise<B>;
  run: (tx: TenantTx<P>, input: z.output<S>, prepared: B) => Promise<R>;
  /** The sentence that says it is done, a key of `done`. */
  done?: (result: R) => { key: string; values?: Record<string, string | number> };
  /** What the page's own script is told. */
  answer?: (result: R) => unknown;
  /** Nothing was sent yet: what was typed stays in the form. */
  keeps?: true;
  /** Where to go afterwards instead of staying; null where this once there is nowhere to go. */
  next?: (result: R, tenant: string, input: z.output<S>) => string | null;
};

/** The only way to write a server action that changes a tenant. */
export function tenantAction<P extends Permission, S extends FormSchema, B, R>(
  action: Definition<P, S, B, R>,
) {
  return async (_previous: FormState, form: FormData): Promise<FormState> => {
    const tenant = String(formOf(form).get("tenant"));
    const actor = await requireActor(tenant, `/t/${encodeURIComponent(tenant)}`);
    const typed = typedIn(form, action.input);
    const values = echoOf(typed, "all");
    const parsed = action.input.safeParse(typed);
    if (!parsed.success) return invalid(parsed.error, values);

    const self = await confirmedBy(actor.self, form, values);
    if (!isSelf(self)) return self;
    const outcome = await attempt(action, { ...actor, self }, parsed.data);
    if (outcome instanceof Refusal) return no(outcome, self, values);
    const done = await afterwards(action, outcome.result, tenant, parsed.data);
    return action.keeps ? { ...done, values } : done;
  };
}

async function afterwards<P extends Permission, S extends FormSchema, B, R>(
  action: Definition<P, S, B, R>,
  result: R,
  tenant: string,
  input: z.output<S>,
): Promise<FormState> {
  // The frame around the next page shows counts as well.
  if (ruleFor(action.permission).mode === "write") refresh();
  const next = action.next?.(result, tenant, input);
  if (next) redirect(next);
  return { ...(await doneState(action.done?.(result))), ...answered(action.answer?.(result)) };
}

const answered = (answer: unknown) => (answer === undefined ? {} : { answer: JSON.stringify(answer) });

const no = (refusal: Refusal, self: SessionSelf, values: FormState["values"]) =>
  refusal.code === "verify_again" ? askAgain(self, values) : refused(refusal, values);

async function attempt<P extends Permission, S extends FormSchema, B, R>(
  action: Definition<P, S, B, R>,
  actor: Actor,
  input: z.output<S>,
): Promise<{ result: R } | Refusal> {
  try {
    await refuseForeignOrigin();
    const prepared = (await action.before?.(actor.self, input)) as B;
    return { result: await withTenant(actor, action.permission, (tx) => action.run(tx, input, prepared)) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const { tenant, self } = actor;
    const who = { id: `${self.identityId}|${tenant}`, identityId: self.identityId, tenant };
    await noteRefusal(error, action.permission, who);
    return error;
  }
}

async function doneState(
  said: { key: string; values?: Record<string, string | number> } | undefined,
): Promise<FormState> {
  if (!said) return { status: "done" };
  const t = await getTranslations("done");
  return { status: "done", message: t(said.key as never, said.values as never) };
}
