import { getTranslations } from "next-intl/server";
import { Field } from "@/components/field";
import { Form } from "@/components/form";
import { Icon } from "@/components/icon";
import { PasskeyForm } from "@/components/passkey-form";
import type { OwnPasskey } from "@/lib/passkeys/own";
import { passkeyWords } from "@/lib/web/passkey-words";
import { Card } from "./card";
import { dayOrNever } from "./moments";
import { addPasskey, askOwnPasskey, removeOwnPasskey, savePasskeyName } from "./passkey-actions";

async function Rename({ passkey }: { passkey: OwnPasskey }) {
  const t = await getTranslations("passkey.own");
  return (
    <details className="disclosure">
      <summary>
        {t("rename")} <span className="sr">{passkey.name}</span>
      </summary>
      <Form
        action={savePasskeyName}
        hidden={{ passkeyId: passkey.id }}
        submit={t("save")}
        look="secondary"
        errorTitle={t("errorTitle")}
      >
        <Field
          name="name"
          label={t("name")}
          hint={t("nameHint")}
          autoComplete="off"
          defaultValue={passkey.name}
        />
      </Form>
    </details>
  );
}

async function PasskeyLine({ passkey, removable }: { passkey: OwnPasskey; removable: boolean }) {
  const t = await getTranslations("passkey.own");
  const [added, used] = [await dayOrNever(passkey.addedAt), await dayOrNever(passkey.lastUsedAt)];
  return (
    <li>
      <Icon name="passkey" size={20} />
      <span>
        <b>{passkey.name}</b>
        <span className="hint fact-hint">{t("facts", { added, used })}</span>
        <Rename passkey={passkey} />
      </span>
      {removable && (
        <Form
          action={removeOwnPasskey}
          hidden={{ passkeyId: passkey.id }}
          submit={
            <>
              {t("remove")} <span className="sr">{passkey.name}</span>
            </>
          }
          look="secondary"
          size="sm"
        />
      )}
    </li>
  );
}

type Props = { passkeys: readonly OwnPasskey[]; hasApp: boolean; mustHaveOne: boolean };

/** The quickest second step, above all others. The last one of somebody who must have one stays. */
export async function PasskeysCard({ passkeys, hasApp, mustHaveOne }: Props) {
  const t = await getTranslations("passkey.own");
  const removable = !mustHaveOne || hasApp || passkeys.length > 1;
  return (
    <Card id="passkeys" title={t("title")} text={t("text")}>
      {passkeys.length > 0 ? (
        <ul className="list">
          {passkeys.map((passkey) => (
            <PasskeyLine key={passkey.id} passkey={passkey} removable={removable} />
          ))}
        </ul>
      ) : (
        <p>{t("none")}</p>
      )}
      {passkeys.length > 0 && !removable && <p className="hint">{t("last")}</p>}
      <PasskeyForm
        ask={askOwnPasskey}
        answer={addPasskey}
        makes
        words={await passkeyWords()}
        look="secondary"
        submit={t("add")}
      />
    </Card>
  );
}
