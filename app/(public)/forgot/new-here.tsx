import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { DoorPanel } from "@/components/door-panel";

/** Beside every page that promises a mail: what if there is no account, and what if the phone is lost. */
export async function NewHere({ askedFor = "password" }: { askedFor?: "password" | "key" }) {
  const t = await getTranslations("forgot");
  return (
    <>
      <DoorPanel title={t("newHere.title")}>
        <p>{t("newHere.text")}</p>
      </DoorPanel>
      <DoorPanel title={t("lost.title")}>
        <p>{t(askedFor === "key" ? "lost.keyText" : "lost.text")}</p>
        <p>
          <Link href="/help#lost">{t("lost.link")}</Link>
        </p>
      </DoorPanel>
    </>
  );
}
