import "server-only";
import { getTranslations } from "next-intl/server";
import type { PasswordRule } from "@/lib/policy/policy";

/** The sentences of a rule for components/password-rules.tsx: only what it asks. */
export async function passwordRuleWords({ passwordLength, capitals, digits }: PasswordRule) {
  const t = await getTranslations("passwordRules");
  const asked = [
    { kind: "length", least: passwordLength },
    { kind: "capitals", least: capitals },
    { kind: "digits", least: digits },
  ] as const;
  const rules = asked
    .filter(({ least }) => least > 0)
    .map(({ kind, least }) => ({ kind, least, sentence: t(kind, { least }) }));
  return { rules, met: t("met"), tip: t(capitals + digits > 0 ? "tipWithSigns" : "tip") };
}
