import { redirect } from "next/navigation";
import { doorAfterSignIn, organisationsOf } from "@/lib/identity/organisations";
import { requireSelf } from "@/lib/web/current";
import { viewIdentity } from "@/lib/web/view-identity";

/** Leads on: into the only tenant there is, or to the choice between several. */
export default async function Entrance() {
  const self = await requireSelf("/");
  redirect(doorAfterSignIn(await viewIdentity(self, organisationsOf)));
}
