import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/icon";

/** Which list it is, and how long. */
export async function FileLine({ name, rows }: { name: string; rows: number }) {
  const t = await getTranslations("imports");
  return (
    <p className="muted file-line">
      <Icon name="file" />
      {t("item", { name, rows })}
    </p>
  );
}
