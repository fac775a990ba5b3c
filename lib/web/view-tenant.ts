import "server-only";
import { headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import type { Actor } from "@/lib/access/actor";
import { type TenantTx, withOwnTenant, withTenant } from "@/lib/access/doors";
import type { Permission } from "@/lib/access/permissions";
import { isRefusal } from "@/lib/refusal";
import { requireActor } from "./current";

/** Turns a no into the page that says it: 404 for a stranger, "your role doesn't open this" for a colleague. */
async function orPage<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    // The chooser says who paused it, since when, and whom to ask.
    if (error.code === "paused") redirect("/account/organisations");
    if (error.code === "not_permitted") forbidden();
    notFound();
  }
}

/** The page that was asked for, to come back to after signing in. */
const askedPath = async (): Promise<string> => (await headers()).get("x-portico-path") ?? "/";

/** Opens a tenant for one page: one transaction, so that all tables on the page agree. */
export async function viewTenant<P extends Permission, T>(
  tenant: string,
  permission: P,
  read: (tx: TenantTx<P>, actor: Actor) => Promise<T>,
): Promise<T> {
  const actor = await requireActor(tenant, await askedPath());
  return orPage(withTenant(actor, permission, (tx) => read(tx, actor)));
}

/** Opens one's own tenant for Home and the frame, without any permission. */
export async function viewOwnTenant<T>(
  tenant: string,
  read: Parameters<typeof withOwnTenant<T>>[1],
): Promise<T> {
  const actor = await requireActor(tenant, await askedPath());
  return orPage(withOwnTenant(actor, read));
}
