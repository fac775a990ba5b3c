import { Refusal } from "@/lib/refusal";
import type { Insider } from "./actor";
import type { Permission } from "./permissions";

/** For what takes more than the one permission that its door asks for. */
export function refuseWithout({ actor }: { actor: Insider }, ...needed: readonly Permission[]): void {
  if (!needed.every((one) => actor.permissions.has(one))) throw new Refusal("not_permitted");
}
