import type { TenantTx } from "@/lib/access/doors";
import { refuseWithout } from "@/lib/access/refuse-without";

/** Whoever is invited by a wave is invited by who began it. */
export const refuseUnlessMover = (tx: TenantTx) => refuseWithout(tx, "migration.run", "people.invite");
