import type { FlowPurpose, Proof } from "@/db/schema/sessions";
import type { Permission } from "./permissions";

/** Where a request came from, for the events it causes. */
export type Trace = { requestId: string; addressPrefix: string | null; browser: string | null };

/** An identity whose sign-in is complete. */
export type SessionSelf = {
  kind: "session";
  identityId: string;
  sessionId: string;
  proofs: readonly Proof[];
  trace: Trace;
};

/** An identity within a process that is not finished yet. */
export type FlowSelf<P extends FlowPurpose = FlowPurpose> = {
  kind: P;
  identityId: string;
  flowId: string;
  trace: Trace;
};

export type SelfKind = "session" | FlowPurpose;
export type Self<K extends SelfKind = SelfKind> = K extends "session"
  ? SessionSelf
  : K extends FlowPurpose
    ? FlowSelf<K>
    : never;

/** Who asks to act in a tenant: not yet let in. */
export type Actor = { self: SessionSelf; tenant: string };

/** Who began what a job carries on; null for somebody who has no account any more. */
export type Begun = { identityId: string | null; tenant: string; requestId: string };

/** Who acts in a tenant, as the door found them in this transaction. */
export type Insider = {
  personId: string;
  tenantId: string;
  identityId: string;
  permissions: ReadonlySet<Permission>;
  trace: Trace;
};
