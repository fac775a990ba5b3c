import type { ReactNode } from "react";

type Props = { label: string; value: ReactNode; children?: ReactNode };

/** A fact in a form that cannot be changed here; the children are the way to change it. */
export function Locked({ label, value, children }: Props) {
  return (
    <div className="field">
      <span className="label">{label}</span>
      <div className="locked">
        <span>{value}</span>
        {children}
      </div>
    </div>
  );
}
