import { cache } from "react";
import { ownPlace } from "@/lib/people/own";
import { viewOwnTenant } from "@/lib/web/view-tenant";

/** Where one is and as whom; read once for the frame, the titles and Home. */
export const placeOf = cache((tenant: string) => viewOwnTenant(tenant, ownPlace));
