import Link from "next/link";
import { Icon } from "./icon";
import type { IconName } from "./icon-shapes";

export type WayTo = { href: string; icon: IconName; title: string; text: string };

/** Ways that lead on, one below the other: what it is, and when one takes it. */
export function WayList({ ways, label }: { ways: readonly WayTo[]; label: string }) {
  return (
    <ul className="list" aria-label={label}>
      {ways.map(({ href, icon, title, text }) => (
        <li key={href}>
          <Icon name={icon} size={20} />
          <div>
            <Link href={href} prefetch={false}>
              {title}
            </Link>
            <p className="hint">{text}</p>
          </div>
          <Icon name="right" size={20} />
        </li>
      ))}
    </ul>
  );
}
