import type { ReactNode } from "react";
import { Plate } from "./plate";

type Props = { name: string; accent?: string | null | undefined; children?: ReactNode };

/** The company's plate and name, and below it who invited whom, or who is here. */
export function CompanyLine({ name, accent, children }: Props) {
  return (
    <div className="invite-by">
      <Plate name={name} accent={accent} />
      <div>
        <b className="lead">{name}</b>
        {children && <p className="hint">{children}</p>}
      </div>
    </div>
  );
}
