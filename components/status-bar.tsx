import Link from "next/link";
import type { ReactNode } from "react";

export type StatusPart = {
  tone: "active" | "started" | "invited" | "expired" | "bounced" | "none" | "second";
  count: number;
  /** The word after the count, also when the count is 0. */
  label: string;
  href?: string | undefined;
  isCurrent?: boolean | undefined;
};

type Props = { parts: readonly StatusPart[]; label: string; language: string; note?: ReactNode };

function Key({ part, language }: { part: StatusPart; language: string }) {
  const words = (
    <>
      <span className={`key c-${part.tone}`} aria-hidden="true" />
      <b>{part.count.toLocaleString(language)}</b> {part.label}
    </>
  );
  if (!part.href) return <span>{words}</span>;
  return (
    <Link href={part.href} prefetch={false} aria-current={part.isCurrent ? "true" : undefined}>
      {words}
    </Link>
  );
}

/** One stacked bar; the legend says the same in numbers, and each part filters the list. */
export function StatusBar({ parts, label, language, note }: Props) {
  return (
    <section aria-label={label}>
      <div className="statusbar" aria-hidden="true">
        {parts
          .filter((part) => part.count > 0)
          .map((part) => (
            <i key={part.tone} className={`c-${part.tone}`} style={{ flexGrow: part.count }} />
          ))}
      </div>
      <div className="legend">
        {parts.map((part) => (
          <Key key={part.tone} part={part} language={language} />
        ))}
        {note && <span className="muted push">{note}</span>}
      </div>
    </section>
  );
}
