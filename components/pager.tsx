import type { ReactNode } from "react";
import { ButtonLink } from "./button";

type Way = { href: string; label: string };

type Props = {
  /** "48 people" */
  count: string;
  label: string;
  previous?: Way | undefined;
  next?: Way | undefined;
  /** Besides these two, or in place of them. */
  ways?: readonly Way[];
  /** Another way to a page. */
  children?: ReactNode;
};

/** A count, and the way on. */
export function Pager({ count, label, previous, next, ways = [], children }: Props) {
  const all = [previous, next, ...ways].filter((way) => way !== undefined);
  return (
    <nav className="pager" aria-label={label}>
      <span className="num">{count}</span>
      <span className="push" />
      {children}
      {all.map(({ href, label: name }) => (
        <ButtonLink key={name} size="sm" href={href}>
          {name}
        </ButtonLink>
      ))}
    </nav>
  );
}
