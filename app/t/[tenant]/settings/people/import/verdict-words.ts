import { getTranslations } from "next-intl/server";
import type { IconName } from "@/components/icon-shapes";
import type { TagTone } from "@/components/tag";
import type { About } from "@/lib/imports/judge";
import { skippedVerdicts, type Verdict } from "@/lib/imports/judge";
import { storedRoleNamer } from "../../../role-names";

const looks: Partial<Record<Verdict, { tone: TagTone; icon: IconName }>> = {
  ready: { tone: "ok", icon: "check" },
  shared: { tone: "attn", icon: "warning" },
  twice: { tone: "neutral", icon: "copy" },
  active: { tone: "neutral", icon: "done" },
  started: { tone: "neutral", icon: "started" },
  suspended: { tone: "neutral", icon: "pause" },
  left: { tone: "neutral", icon: "minus" },
  left_out: { tone: "neutral", icon: "minus" },
  invited: { tone: "info", icon: "mail" },
  check_address: { tone: "attn", icon: "warning" },
  check_name: { tone: "attn", icon: "warning" },
};

export const lookOf = (verdict: Verdict) =>
  looks[verdict] ?? { tone: "danger" as const, icon: "alert" as const };

export const groupOf = (verdict: Verdict): "ready" | "skipped" | "toFix" => {
  if (verdict === "ready" || verdict === "shared") return "ready";
  return skippedVerdicts.includes(verdict) ? "skipped" : "toFix";
};

/** What a verdict is called, and what is to be done about it. */
export async function verdictWords() {
  const t = await getTranslations("imports");
  const roleCalled = await storedRoleNamer();
  return {
    label: (verdict: Verdict) => t(`verdict.${verdict}`),
    todo: (verdict: Verdict | "undone", about: About) => {
      const role = String(about["role"] ?? "");
      return t(`todo.${verdict}`, {
        line: String(about["line"] ?? ""),
        role: verdict === "role_above" ? roleCalled(role) : role,
        offer: String(about["offer"] ?? "open"),
      });
    },
  };
}
