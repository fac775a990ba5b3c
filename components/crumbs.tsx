import Link from "next/link";
import { Fragment } from "react";
import { Icon } from "./icon";

type Props = { label: string; above: readonly { href: string; label: string }[]; here: string };

/** The pages above this one, the nearest last. */
export function Crumbs({ label, above, here }: Props) {
  return (
    <nav className="crumbs" aria-label={label}>
      {above.map((page) => (
        <Fragment key={page.href}>
          <Link href={page.href} prefetch={false}>
            {page.label}
          </Link>
          <Icon name="right" size={14} />
        </Fragment>
      ))}
      <span aria-current="page">{here}</span>
    </nav>
  );
}
