import { getTranslations } from "next-intl/server";

const steps = ["upload", "columns", "review", "result"] as const;
export type Step = (typeof steps)[number];

/** Where one is on the way from a list to invitations. */
export async function Steps({ at }: { at: Step }) {
  const t = await getTranslations("imports.steps");
  const here = steps.indexOf(at);
  const look = (index: number) => (index < here ? "d" : index === here ? "h" : "a");
  return (
    <ol className="wizard" aria-label={t("label")}>
      {steps.map((step, index) => (
        <li key={step} className={look(index)} aria-current={index === here ? "step" : undefined}>
          <i aria-hidden="true" />
          <span>{t(step)}</span>
        </li>
      ))}
    </ol>
  );
}
