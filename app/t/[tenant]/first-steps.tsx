import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/icon";
import { steps as order, type Step } from "@/lib/overview/first-steps";
import { overviewLinks } from "./overview-links";

type Props = { slug: string; steps: Record<Step, boolean> };

/** What a new company does first; it goes once all of it is done. */
export async function FirstSteps({ slug, steps }: Props) {
  const t = await getTranslations("overview.steps");
  const links = overviewLinks(slug);
  const hrefs: Record<Step, string> = {
    company: links.general,
    rules: links.rules,
    owner: links.invite,
    people: links.import,
  };
  return (
    <section aria-labelledby="first-steps" style={{ marginTop: 16 }}>
      <div className="section-head">
        <h2 id="first-steps">{t("title")}</h2>
        <span className="small muted">
          {t("count", { done: order.filter((step) => steps[step]).length })}
        </span>
      </div>
      <ul className="list is-tight">
        {order.map((step) => (
          <li key={step}>
            <Icon name={steps[step] ? "done" : "circle"} size={18} className={steps[step] ? "is-ok" : ""} />
            <span>
              {steps[step] ? (
                t(`${step}.title`)
              ) : (
                <Link href={hrefs[step]} prefetch={false}>
                  {t(`${step}.title`)}
                </Link>
              )}{" "}
              <span className="muted small">{t(`${step}.why`)}</span>
            </span>
            <span className="small muted">{t(steps[step] ? "done" : "open")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
