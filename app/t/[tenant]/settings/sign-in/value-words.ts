import { getLocale, getTranslations } from "next-intl/server";
import type { PolicyField } from "@/lib/policy/fields";
import type { Policy } from "@/lib/policy/policy";
import { shapes } from "./field-groups";

/** Says a rule's value: "12 characters", "Required". */
export async function valueWords() {
  const t = await getTranslations("policy");
  const list = new Intl.ListFormat(await getLocale(), { type: "conjunction" });
  const choice = (field: PolicyField, value: string) => t(`values.${field}.${value}` as never);
  return (field: PolicyField, policy: Policy): string => {
    const value = policy[field];
    if (shapes[field].kind === "number") return t(`units.${field}` as never, { count: value } as never);
    if (!Array.isArray(value)) return choice(field, String(value));
    return value.length > 0 ? list.format(value.map((one) => choice(field, one))) : t("none");
  };
}
