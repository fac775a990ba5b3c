import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { Form } from "@/components/form";
import { Icon } from "@/components/icon";
import type { OwnSecurity } from "@/lib/identity/security";
import { makeCodes } from "./actions";
import { Card } from "./card";
import { dayOrNever } from "./moments";

type Codes = OwnSecurity["codes"];

async function CodesLine({ codes }: { codes: Codes }) {
  const t = await getTranslations("account.security.codes");
  const [made, used] = [await dayOrNever(codes.madeAt), await dayOrNever(codes.lastUsedAt)];
  return (
    <ul className="list">
      <li>
        <Icon name="codes" size={20} />
        <span>
          <b>{t("left", { left: codes.left, all: codes.all })}</b>
          <span className="hint fact-hint">{t("facts", { made, used })}</span>
        </span>
      </li>
    </ul>
  );
}

/** How many are left, and new ones. */
export async function CodesCard({ codes, allowed }: { codes: Codes; allowed: boolean }) {
  const t = await getTranslations("account.security.codes");
  return (
    <Card id="backup-codes" title={t("title")} text={t("text")}>
      {codes.all > 0 ? <CodesLine codes={codes} /> : <p>{t("none")}</p>}
      {codes.left < codes.all && allowed && (
        <Callout tone="attn">
          <p>{t("advice")}</p>
        </Callout>
      )}
      {allowed ? (
        <>
          <Form action={makeCodes} submit={t("make")} look="secondary" />
          <p className="hint">{t("note")}</p>
        </>
      ) : (
        <p className="hint">{t("off")}</p>
      )}
    </Card>
  );
}
