import { getLocale, getTranslations } from "next-intl/server";
import { Verdict } from "@/components/verdict";
import type { Readiness, WayBack } from "@/lib/identity/readiness";

async function waysOf(ways: readonly WayBack[]): Promise<string> {
  const t = await getTranslations("account.security.ready.ways");
  const said = ways.map((way) => {
    if (way.kind === "passkey") return t("passkey", { name: way.name });
    return way.kind === "text" ? t("text", { digits: way.digits }) : t("backup_code", { left: way.left });
  });
  return new Intl.ListFormat(await getLocale(), { type: "disjunction" }).format(said);
}

/** "What if you lose your phone today?", answered with the ways that really work now. */
export async function Ready({ readiness }: { readiness: Readiness & { mayUseCodes: boolean } }) {
  const t = await getTranslations("account.security.ready");
  const { needed, ways, supportHelps, mayUseCodes } = readiness;
  if (!needed) return <Verdict label={t("label")} tone="attn" sentence={t("none")} why={t("noneWhy")} />;
  if (ways.length > 0)
    return (
      <Verdict
        label={t("label")}
        tone="ok"
        icon="shield"
        sentence={t("yes")}
        why={t("with", { ways: await waysOf(ways) })}
      />
    );
  const advice = supportHelps ? t("noWhySupport") : t("noWhy");
  return (
    <Verdict
      label={t("label")}
      tone="attn"
      icon="warning"
      sentence={t("no")}
      why={mayUseCodes ? advice : t("noWays")}
    />
  );
}
