import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { TenantForm } from "@/components/tenant-form";
import type { Clock } from "../../../clock";
import { mailboxWorks } from "../actions";
import type { PersonData } from "./read-person";

/** Why nothing is written to this address any more, and the word that ends it. */
export async function DeadMailbox({ data, clock }: { data: PersonData; clock: Clock }) {
  const t = await getTranslations("person.deadMailbox");
  const { person, deadMailbox, may } = data;
  if (!deadMailbox || person.moments.leftAt) return null;
  const { why, since } = deadMailbox;
  return (
    <Callout tone="attn">
      <p>
        <b>{t("title", { email: person.email ?? "–" })}</b>
      </p>
      <p>{t("text", { why, day: clock.day(since) })}</p>
      {may.invite && (
        <TenantForm
          action={mailboxWorks}
          hidden={{ personId: person.id }}
          submit={t("works")}
          look="secondary"
        />
      )}
    </Callout>
  );
}
