import { Icon } from "./icon";
import type { IconName } from "./icon-shapes";
import { NavLink } from "./nav-link";

export type NavItem = {
  href: string;
  label: string;
  icon: IconName;
  /** As the language writes it. */
  count?: string | undefined;
  /** Only this very page, not the pages below it. */
  exact?: boolean | undefined;
};

/** Items below one heading; the first group usually has none. */
export type NavGroup = { heading?: string | undefined; items: readonly NavItem[] };

export function AppNav({ groups, label }: { groups: readonly NavGroup[]; label: string }) {
  return (
    <nav className="nav" aria-label={label}>
      {groups.map((group) => (
        <div key={group.heading ?? ""} className="nav-group">
          {group.heading && <p className="nav-label">{group.heading}</p>}
          <ul>
            {group.items.map((item) => (
              <li key={item.href}>
                <NavLink href={item.href} exact={item.exact}>
                  <Icon name={item.icon} size={18} />
                  {item.label}
                  {item.count !== undefined && <span className="num">{item.count}</span>}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
