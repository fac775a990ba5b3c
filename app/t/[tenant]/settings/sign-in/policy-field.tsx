import { getTranslations } from "next-intl/server";
import { ChoiceList } from "@/components/choice-list";
import { Field } from "@/components/field";
import { SelectField } from "@/components/select-field";
import type { PolicyField as Name } from "@/lib/policy/fields";
import type { Policy } from "@/lib/policy/policy";
import { textsOn } from "@/lib/sms/texts";
import { shapes } from "./field-groups";

// A rule that this Portico cannot follow says so.
const sayingOf = (one: string) => (one === "text" && !textsOn() ? "textOff" : one);

type Props = { name: Name; policy: Policy };

/** One rule as a field with its sentence. */
export async function PolicyField({ name, policy }: Props) {
  const t = await getTranslations("policy");
  const shape = shapes[name];
  const value = policy[name];
  const common = { name, label: t(`fields.${name}.label`), hint: t(`fields.${name}.hint`) };
  if (shape.kind === "number")
    return (
      <Field
        {...common}
        type="number"
        inputMode="numeric"
        min={shape.least}
        max={shape.most}
        defaultValue={Number(value)}
        unit={shape.unit && t(`counts.${shape.unit}`)}
      />
    );
  const word = (one: string) => t(`values.${name}.${one}` as never);
  if (shape.kind === "select") {
    const options = shape.values.map((one) => ({ value: one, label: word(one) }));
    return <SelectField {...common} options={options} defaultValue={String(value)} />;
  }
  const choices = shape.values.map((one) => ({
    value: one,
    label: word(one),
    hint: t(`says.${name}.${sayingOf(one)}` as never),
  }));
  return (
    <ChoiceList
      {...common}
      choices={choices}
      several={shape.kind === "several"}
      defaultValue={Array.isArray(value) ? [...value] : String(value)}
    />
  );
}
