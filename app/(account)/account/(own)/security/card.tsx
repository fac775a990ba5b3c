import type { ReactNode } from "react";

type Props = { id?: string | undefined; title: string; text: string; children: ReactNode };

/** One subject: what it is on the left, what holds now and what can be done on the right. */
export function Card({ id, title, text, children }: Props) {
  return (
    <section className="settings section" id={id}>
      <div>
        <h2>{title}</h2>
        <p className="hint">{text}</p>
      </div>
      <div className="stack">{children}</div>
    </section>
  );
}
