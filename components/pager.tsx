import { ButtonLink } from "./button";

type Props = {
  /** "48 people" */
  count: string;
  label: string;
  previous?: { href: string; label: string } | undefined;
  next?: { href: string; label: string } | undefined;
};

/** Keyset paging knows no position: a count, and the way on. */
export function Pager({ count, label, previous, next }: Props) {
  return (
    <nav className="pager" aria-label={label}>
      <span className="num">{count}</span>
      <span className="push" />
      {previous && (
        <ButtonLink size="sm" href={previous.href}>
          {previous.label}
        </ButtonLink>
      )}
      {next && (
        <ButtonLink size="sm" href={next.href}>
          {next.label}
        </ButtonLink>
      )}
    </nav>
  );
}
