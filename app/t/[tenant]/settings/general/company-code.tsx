import { getTranslations } from "next-intl/server";
import { CopyButton } from "@/components/copy-button";
import { Facts } from "@/components/facts";
import { Part } from "./part";
import type { GeneralData } from "./read-general";

/** What never changes: the code, and the address that carries it. */
export async function CompanyCode({ code, door }: Pick<GeneralData, "code" | "door">) {
  const t = await getTranslations("general.code");
  const said = (text: string) => <span className="mono break">{text}</span>;
  const facts = [
    { name: t("label"), value: said(code), action: <CopyButton text={code}>{t("copy")}</CopyButton> },
    { name: t("door"), value: said(door), action: <CopyButton text={door}>{t("copyDoor")}</CopyButton> },
  ];
  return (
    <Part name="code">
      <Facts facts={facts} />
    </Part>
  );
}
