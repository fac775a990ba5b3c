import type { Action } from "@/lib/events/actions";
import type { Evidence, Facts, Seen } from "./verdict";

/** What a verdict looks at; all else that happened to a person changes none. */
export const relevant = [
  "invitation.accepted",
  "invitation.withdrawn",
  "invitation.requested_again",
  "factor.confirmed",
  "factor.replaced",
  "factor.code_refused",
  "passkey.added",
  "backup_code.used",
  "backup_code.wrong",
  "sign_in.password_right",
  "sign_in.password_wrong",
  "sign_in.code_wrong",
  "sign_in.completed",
  "session.ended",
  "session.ended_everywhere",
  "password.reset",
  "legacy.reverted",
] as const satisfies readonly Action[];

/** A second step that counts from now on. */
export const newSteps: readonly Action[] = ["factor.confirmed", "factor.replaced", "passkey.added"];

export const newest = ({ seen }: Facts, ...actions: readonly Action[]): Seen | undefined =>
  seen.find(({ action }) => actions.includes(action));

/** Those of one kind since the last of others, the newest first. */
export function sinceLast({ seen }: Facts, kind: Action, ended: readonly Action[]): readonly Seen[] {
  const end = seen.findIndex(({ action }) => ended.includes(action));
  const after = end === -1 ? seen : seen.slice(0, end);
  return after.filter(({ action }) => action === kind);
}

export const asEvidence = (found: readonly Seen[]): Evidence[] =>
  found[0] ? [{ what: found[0].action, at: found[0].at, times: found.length }] : [];
