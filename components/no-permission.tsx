import type { ReactNode } from "react";
import { Icon } from "./icon";

type Props = { title: string; what: ReactNode; ask: ReactNode; children?: ReactNode };

/** Says whom to ask, because the person is in the right place with the wrong role. */
export function NoPermission({ title, what, ask, children }: Props) {
  return (
    <div className="empty is-page">
      <Icon name="lock" size={22} />
      <h1>{title}</h1>
      <p>{what}</p>
      <p>{ask}</p>
      {children && <div className="row">{children}</div>}
    </div>
  );
}
