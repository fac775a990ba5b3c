import { getTranslations } from "next-intl/server";
import type { Gate, Passage } from "@/lib/people/status";

const keys = {
  sent: "sent",
  delivered: "delivered",
  opened: "opened",
  account: "account",
  secondStep: "second_step",
  active: "active",
} as const satisfies Record<Gate, string>;

/** The gates by name, and a whole line as one sentence for those who do not see its shapes. */
export async function passageWords() {
  const t = await getTranslations("gates");
  const gate = (of: Gate) => t(keys[of]);
  const label = ({ gates, here }: Passage) => {
    const passed = gates.filter(({ state }) => state === "d").length;
    const state = gates.find((one) => one.gate === here)?.state;
    return here && state
      ? t("labelAt", { passed, gate: gate(here), state: t(`states.${state}`) })
      : t("label", { passed });
  };
  return { gate, label, state: (of: Passage["gates"][number]["state"]) => t(`states.${of}`) };
}
