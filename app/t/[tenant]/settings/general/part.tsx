import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

type PartName = "company" | "look" | "contact" | "applications" | "code";

/** One part of the page, with what it is for beside it. */
export async function Part({ name, children }: { name: PartName; children: ReactNode }) {
  const t = await getTranslations("general");
  return (
    <section className="settings section" aria-labelledby={`general-${name}`}>
      <div>
        <h2 id={`general-${name}`}>{t(`${name}.title`)}</h2>
        <p className="hint">{t(`${name}.hint`)}</p>
      </div>
      <div className="stack">{children}</div>
    </section>
  );
}
