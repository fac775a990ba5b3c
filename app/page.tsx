import { redirect } from "next/navigation";
import { viewIdentity } from "@/lib/web/view-identity";
import { doorAfterSignIn, organisationsOf } from "@/lib/identity/organisations";
import { requireSelf } from "@/lib/web/current";

/** Leads on: into the only tenant there is, or to the choice between several. */
export default async function Entrance() {
  const self = await requireSelf("/");
  redirect(doorAfterSignIn(await viewIdentity(self, organisationsOf)));
}
