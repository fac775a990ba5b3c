import type { ReactNode } from "react";

type Props = { title: string; why: ReactNode; children?: ReactNode };

/** What would be here, why it is not, and what to do about it. */
export function Empty({ title, why, children }: Props) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      <p>{why}</p>
      {children && <div className="row">{children}</div>}
    </div>
  );
}
