import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { Field } from "@/components/field";
import { SelectField } from "@/components/select-field";
import { TextAreaField } from "@/components/text-area-field";
import { MoveLetterPreview } from "../move-letter-preview";
import { wavesPath } from "../wave-paths";
import type { NewWave } from "./read-new-wave";

const mailLanguages = [
  { value: "nl", label: "Nederlands", lang: "nl" },
  { value: "en", label: "English", lang: "en" },
];

/** What holds for all of them, and the way on to "Are you sure?": nothing is sent before that. */
export async function WaveTerms({ tenant, asked, numbers, language, letter }: NewWave) {
  const t = await getTranslations("waves");
  const count = numbers.invite + numbers.link;
  const picked: [string, string][] = [
    ...(asked.office === undefined ? [] : [["office", asked.office] as [string, string]]),
    ...(asked.q ? [["q", asked.q] as [string, string]] : []),
    ...asked.account.map((id): [string, string] => ["account", id]),
  ];
  return (
    <section className="section stack-16" aria-labelledby="terms">
      <MoveLetterPreview letter={letter} />
      <Form className="form" action={`${wavesPath(tenant.slug)}/new`}>
        {picked.map(([name, value]) => (
          <input key={`${name}${value}`} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="sure" value="yes" />
        <details className="disclosure" open={Boolean(asked.name || asked.note || asked.plannedFor)}>
          <summary id="terms">{t("terms")}</summary>
          <div className="stack-16">
            <Field
              name="name"
              label={t("name")}
              hint={t("nameHint")}
              maxLength={60}
              defaultValue={asked.name}
            />
            <SelectField
              name="language"
              label={t("language")}
              hint={t("languageHint")}
              options={mailLanguages}
              defaultValue={language}
            />
            <TextAreaField
              name="note"
              label={t("note")}
              maxLength={280}
              rows={3}
              defaultValue={asked.note}
              optional
            />
            <Field
              name="plannedFor"
              type="date"
              label={t("day")}
              hint={t("dayHint")}
              defaultValue={asked.plannedFor}
              optional
            />
          </div>
        </details>
        <div className="form-actions">
          <button type="submit" className="btn btn-primary">
            {t("move", { count })}
          </button>
          <span className="muted small">{t("moveHint")}</span>
        </div>
      </Form>
    </section>
  );
}
