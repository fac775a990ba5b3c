import { sql } from "drizzle-orm";
import {
  appTransaction,
  hasWritten,
  type Mode,
  systemLook,
  systemTransaction,
  type Tx,
} from "@/db/transaction";
import { appendEvents, type Note, type Recording, type Stamped } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import type { Actor, Begun, Insider, Self, SelfKind, Trace } from "./actor";
import { hasSecondProof, isFresh } from "./fresh";
import {
  type BuiltInRole,
  type Permission,
  type PlainPermission,
  permissionsOfAll,
  ruleFor,
} from "./permissions";

/** A transaction inside one tenant, opened under one permission. Only withTenant makes one. */
export type TenantTx<P extends Permission = Permission> = Tx &
  Recording & { readonly actor: Insider; readonly permission: P };

/** A transaction of one identity, within a session or a flow. Only withIdentity makes one. */
export type IdentityTx<K extends SelfKind = SelfKind> = Tx &
  Recording & { readonly self: Self<K>; readonly kind: K };

/** Why nobody in particular may see everything. Its verbs write their own `where`. */
export type SystemReason =
  | "access key"
  | "import old accounts"
  | "run wave"
  | "accept invitation"
  | "create tenant"
  | "deliver messages"
  | "end session"
  | "export people"
  | "health"
  | "housekeeping"
  | "limits"
  | "mailed link"
  | "read session"
  | "refusal"
  | "remind"
  | "request invitation again"
  | "run import"
  | "sign in"
  | "verify events";

/** A transaction over all tenants. Only withSystem makes one. */
export type SystemTx = Tx &
  Recording & {
    readonly reason: SystemReason;
    readonly trace: Trace | undefined;
    entered: string | undefined;
  };

type Found = {
  tenant_id: string;
  person_id: string;
  suspended_at: string | null;
  built_in: BuiltInRole[];
  permissions: string[];
};

async function enter(tx: Tx, actor: Actor, mode: Mode): Promise<Insider> {
  // The database would call it a fault.
  if (actor.tenant.includes("\0")) throw new Refusal("not_found");
  const [found] = await tx.execute<Found>(
    sql`select * from app.enter_tenant(${actor.tenant}, ${actor.self.identityId}::uuid, ${mode === "write"})`,
  );
  // No such tenant and no link to it look alike.
  if (!found) throw new Refusal("not_found");
  if (found.suspended_at) throw new Refusal("paused", { at: new Date(found.suspended_at) });
  return {
    personId: found.person_id,
    tenantId: found.tenant_id,
    identityId: actor.self.identityId,
    permissions: permissionsOfAll(found.built_in, found.permissions),
    trace: actor.self.trace,
  };
}

const stampedBy =
  (who: Omit<Stamped, "action">, trace: Trace | undefined) =>
  (note: Note): Stamped => ({
    ...who,
    ...note,
    requestId: trace?.requestId,
    addressPrefix: trace?.addressPrefix,
  });

async function closeWith(tx: Tx, notes: readonly Stamped[], what: string): Promise<void> {
  if (notes.length === 0 && (await hasWritten(tx))) throw new Error(`${what} wrote and recorded nothing`);
  await appendEvents(tx, notes);
}

/** How an insider's notes are signed. */
type Signing = (insider: Insider) => Omit<Stamped, "action">;

const asPerson: Signing = ({ tenantId, personId }) => ({ tenantId, actorKind: "person", actorId: personId });

const asJob: Signing = ({ tenantId, personId }) => ({
  tenantId,
  actorKind: "job",
  actorId: personId,
  onBehalfOf: personId,
});

const open = <P extends Permission, T>(
  actor: Actor,
  permission: P,
  signing: Signing,
  work: (tx: TenantTx<P>) => Promise<T>,
): Promise<T> => {
  const { mode } = ruleFor(permission);
  return appTransaction(mode, async (tx) => {
    const insider = await enter(tx, actor, mode);
    if (!insider.permissions.has(permission)) throw new Refusal("not_permitted");

    const notes: Stamped[] = [];
    const stamp = stampedBy(signing(insider), insider.trace);
    const result = await work(Object.assign(tx, { actor: insider, permission, notes, stamp }));
    if (mode === "write") await closeWith(tx, notes, permission);
    return result;
  });
};

/** Opens the actor's tenant under one permission; throws a Refusal when that is not held now. */
export async function withTenant<P extends Permission, T>(
  actor: Actor,
  permission: P,
  work: (tx: TenantTx<P>) => Promise<T>,
): Promise<T> {
  const { fresh, elevated } = ruleFor(permission);
  if (elevated && !hasSecondProof(actor.self)) throw new Refusal("second_step_due");
  if (fresh && !isFresh(actor.self)) throw new Refusal("verify_again");
  return open(actor, permission, asPerson, work);
}

/**
 * Carries on what somebody began, as long as they may do it themselves: their place and their roles are looked at
 * anew each time. What asks for a fresh proof or a second step is not for a job.
 */
export async function withTenantFor<P extends PlainPermission, T>(
  { identityId, tenant, requestId }: Begun,
  permission: P,
  work: (tx: TenantTx<P>) => Promise<T>,
): Promise<T> {
  const { fresh, elevated } = ruleFor(permission);
  if (fresh || elevated) throw new Refusal("verify_again");
  if (identityId === null) throw new Refusal("not_found");
  const trace = { requestId, addressPrefix: null, browser: null };
  const self = { kind: "session", identityId, sessionId: "", proofs: [], trace } as const;
  return open({ self, tenant }, permission, asJob, work);
}

/** Who the actor is in this tenant, without any permission: for the frame and for Home. Reads only. */
export const withOwnTenant = <T>(
  actor: Actor,
  read: (tx: Tx & { readonly actor: Insider }) => Promise<T>,
): Promise<T> =>
  appTransaction("read", async (tx) => {
    const insider = await enter(tx, actor, "read");
    return read(Object.assign(tx, { actor: insider }));
  });

/** Opens an identity's own rows, within its session or one of its flows. */
export async function withIdentity<K extends SelfKind, T>(
  self: Self<K>,
  work: (tx: IdentityTx<K>) => Promise<T>,
): Promise<T> {
  return appTransaction("write", async (tx) => {
    await tx.execute(sql`select set_config('app.identity_id', ${self.identityId}, true)`);
    const notes: Stamped[] = [];
    const who = { identityId: self.identityId, actorKind: "identity", actorId: self.identityId } as const;
    const stamp = stampedBy(who, self.trace);
    const result = await work(
      Object.assign(tx, { self, kind: self.kind as K, notes, stamp }) as IdentityTx<K>,
    );
    await closeWith(tx, notes, `an identity's ${self.kind}`);
    return result;
  });
}

/** Opens everything, for a reason of the closed list. */
export async function withSystem<T>(
  reason: SystemReason,
  work: (tx: SystemTx) => Promise<T>,
  trace?: Trace,
): Promise<T> {
  return systemTransaction(async (tx) => {
    const notes: Stamped[] = [];
    const system: SystemTx = Object.assign(tx, {
      reason,
      trace,
      entered: undefined as string | undefined,
      notes,
      stamp: (note: Note): Stamped => ({
        ...(system.entered && { tenantId: system.entered }),
        ...stampedBy({ actorKind: "system" }, trace)(note),
      }),
    });
    const result = await work(system);
    await appendEvents(tx, notes);
    return result;
  });
}

/** Opens everything for one statement that records nothing, for the same reasons: one round trip. */
export const lookUp = <T>(_reason: SystemReason, read: Parameters<typeof systemLook<T>>[0]): Promise<T> =>
  systemLook(read);

/** Takes the tenant's turn and lets new rows fill in its id; the verb still writes its own `where`. */
export async function enterTenant(tx: SystemTx, tenantId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${tenantId}, 0))`);
  await tx.execute(sql`select set_config('app.tenant_id', ${tenantId}, true)`);
  tx.entered = tenantId;
}

/** Lets new rows and events belong to the tenant without its turn: messages do not wait for anybody. */
export async function speakFor(tx: SystemTx, tenantId: string): Promise<void> {
  await tx.execute(sql`select set_config('app.tenant_id', ${tenantId}, true)`);
  tx.entered = tenantId;
}
