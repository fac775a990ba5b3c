import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { Field } from "@/components/field";
import { Form } from "@/components/form";
import type { SessionSelf } from "@/lib/access/actor";
import { isFresh } from "@/lib/access/fresh";
import type { ownProfile } from "@/lib/identity/profile";
import { proofToAsk } from "@/lib/sign-in/confirm-again";
import { dayOrNever } from "../security/moments";
import { changeAddress } from "./actions";

type Props = { profile: Awaited<ReturnType<typeof ownProfile>>; self: SessionSelf };

/** The address in use, the one that waits for its mail, and the way to another. */
export async function Address({ profile, self }: Props) {
  const t = await getTranslations("account.profile");
  const { email, waiting, earlier } = profile;
  return (
    <div className="stack">
      <p>{t("now", { address: email ?? "" })}</p>
      {waiting && (
        <Callout tone="info">
          <p>{t("waiting", { address: waiting })}</p>
        </Callout>
      )}
      {earlier.map(async (one) => (
        <p key={one.email} className="hint">
          {t("earlier", { address: one.email, day: await dayOrNever(one.until) })}
        </p>
      ))}
      <h3>{t("changeTitle")}</h3>
      <p className="hint">{t("changeText")}</p>
      <Form
        action={changeAddress}
        submit={t("change")}
        look="secondary"
        confirm={isFresh(self) ? undefined : await proofToAsk(self)}
      >
        <Field name="email" type="email" label={t("newEmail")} autoComplete="email" />
      </Form>
    </div>
  );
}
