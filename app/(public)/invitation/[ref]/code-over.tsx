import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import type { ShownInvitation } from "@/lib/invitations/link-state";
import { Ask } from "./dead-link";
import { NotMe, Offer } from "./offer";

/** The link works, and the code that goes with it does not any more: only the inviter can make another. */
export async function CodeOver({ shown }: { shown: ShownInvitation }) {
  const t = await getTranslations("invitation");
  const who = shown.inviter?.name ?? shown.tenant.name;
  return (
    <>
      <h1>{t("title", { tenant: shown.tenant.name })}</h1>
      <Offer shown={shown} />
      <div role="alert">
        <Callout tone="attn">
          <p>{t("codeOver", { who })}</p>
        </Callout>
      </div>
      <p>{t("codeOverNext", { who })}</p>
      <Ask shown={shown} />
      <NotMe shown={shown} />
    </>
  );
}
