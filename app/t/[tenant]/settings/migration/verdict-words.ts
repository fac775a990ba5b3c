import { getTranslations } from "next-intl/server";
import type { IconName } from "@/components/icon-shapes";
import type { TagTone } from "@/components/tag";
import type { ListedAccount } from "@/lib/migration/list-accounts";
import { storedRoleNamer } from "../../role-names";

type Look = { tone: TagTone; icon: IconName };

const ofStanding: Partial<Record<ListedAccount["standing"], Look>> = {
  moved: { tone: "ok", icon: "check" },
  sent: { tone: "info", icon: "mail" },
  ready: { tone: "ok", icon: "check" },
  left_out: { tone: "neutral", icon: "minus" },
};

const wrong: readonly string[] = ["no_email", "malformed", "cell_large", "hash_unknown"];

export const lookOf = ({ standing, verdict }: ListedAccount): Look =>
  ofStanding[standing] ??
  (verdict === "unread"
    ? { tone: "neutral", icon: "hourglass" }
    : wrong.includes(verdict)
      ? { tone: "danger", icon: "alert" }
      : { tone: "attn", icon: "warning" });

const text = (value: string | number | undefined) => String(value ?? "");

/** What an account is called by its standing or its fault, and what is to be done about it, if anything. */
export async function verdictWords() {
  const t = await getTranslations("migration");
  const roleCalled = await storedRoleNamer();
  return {
    label: ({ standing, verdict }: ListedAccount) =>
      standing === "waits" && verdict !== "left_out" ? t(`verdict.${verdict}`) : t(`tag.${standing}`),
    todo: (account: ListedAccount) => {
      const { standing, verdict, about } = account;
      if (standing === "sent") return t("stillToActivate");
      if (standing !== "waits" || verdict === "left_out") return null;
      return t(`todo.${verdict}`, {
        name: text(about["name"]),
        office: text(about["office"]) || t("noOffice"),
        how: text(about["how"]) || "other",
        scheme: text(about["scheme"]),
        role: account.roleText ?? "",
        gives: roleCalled(text(about["role"])),
      });
    },
  };
}
