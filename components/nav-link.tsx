"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

type Props = { href: string; exact?: boolean | undefined; children: ReactNode };

const closeMenus = () => {
  for (const menu of document.querySelectorAll<HTMLElement>(":popover-open")) menu.hidePopover();
};

/** Marks itself as current, because a layout around it is not drawn again on the way to another page. */
export function NavLink({ href, exact, children }: Props) {
  const path = usePathname();
  const isCurrent = path === href || (!exact && path.startsWith(`${href}/`));
  return (
    <Link href={href} prefetch={false} aria-current={isCurrent ? "page" : undefined} onClick={closeMenus}>
      {children}
    </Link>
  );
}
