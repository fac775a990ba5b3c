import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { Field } from "@/components/field";
import { GivenFields } from "@/components/given-fields";
import { TextAreaField } from "@/components/text-area-field";
import { MailLanguage } from "../../../../mail-language";
import { migrationLinks } from "../../migration-links";
import { MoveLetterPreview } from "../move-letter-preview";
import { choiceSaid } from "./new-wave-href";
import type { NewWave } from "./read-new-wave";

/** What holds for all of them, and the way on to "Are you sure?": nothing is sent before that. */
export async function WaveTerms({ tenant, asked, numbers, language, letter, isDayWrong }: NewWave) {
  const t = await getTranslations("waves");
  const wrong = isDayWrong ? { plannedFor: (await getTranslations("refusals"))("wave_day") } : undefined;
  const count = numbers.invite + numbers.link;
  return (
    <section className="section stack-16" aria-labelledby="terms">
      <MoveLetterPreview letter={letter} />
      <Form className="form" action={migrationLinks(tenant.slug).newWave}>
        {choiceSaid(asked).map(([name, value]) => (
          <input key={`${name}${value}`} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="sure" value="yes" />
        <GivenFields wrong={wrong}>
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
              <MailLanguage label={t("language")} hint={t("languageHint")} defaultValue={language} />
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
        </GivenFields>
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
