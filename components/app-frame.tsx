import type { ReactNode } from "react";
import { accentStyle } from "./accent";
import { AppNav, type NavGroup } from "./app-nav";
import { Brand } from "./brand";
import { Icon } from "./icon";
import { NavLink } from "./nav-link";
import { Plate } from "./plate";

export type Place = {
  name: string;
  href: string;
  accent?: string | null | undefined;
  hint?: string | undefined;
};

export type FrameWords = { menu: string; switchPlace: string; account: string; help: string; close: string };

type Props = {
  /** The tenant whose pages these are; pages across tenants have none, and no door post. */
  tenant?: { name: string; accent?: string | null | undefined } | undefined;
  /** Other companies, my account, support: where else one may go. */
  places: readonly Place[];
  nav: readonly NavGroup[];
  me: { name: string; role: string };
  /** A way to anybody and any page, where there are any to look for. */
  search?: ReactNode;
  /** What opens at one's own name: links, the looks, the sign-out form. */
  menu: ReactNode;
  words: FrameWords;
  children: ReactNode;
};

function PlaceLink({ place }: { place: Place }) {
  return (
    <li>
      <NavLink href={place.href} exact>
        <Plate name={place.name} accent={place.accent} />
        <span>
          {place.name}
          {place.hint && <span className="hint">{place.hint}</span>}
        </span>
      </NavLink>
    </li>
  );
}

function Title({ tenant }: Pick<Props, "tenant">) {
  if (!tenant) return <Brand />;
  return (
    <>
      <Plate name={tenant.name} accent={tenant.accent} />
      <span>{tenant.name}</span>
    </>
  );
}

function Switcher({ tenant, places, words }: Pick<Props, "tenant" | "places" | "words">) {
  return (
    <>
      <button type="button" className="switcher" popoverTarget="places">
        <Title tenant={tenant} />
        <span className="sr">{words.switchPlace}</span>
        <Icon className="push" name="upDown" />
      </button>
      <div className="menu menu-places" id="places" popover="auto">
        <ul>
          {places.map((place) => (
            <PlaceLink key={place.href} place={place} />
          ))}
        </ul>
      </div>
    </>
  );
}

function SideFoot({ me, search, menu, words }: Pick<Props, "me" | "search" | "menu" | "words">) {
  return (
    <div className="side-foot">
      {search}
      <NavLink href="/help">
        <Icon name="help" size={18} />
        {words.help}
      </NavLink>
      <button type="button" className="me" popoverTarget="me">
        <span>
          <b>{me.name}</b>
          <span className="small muted">{me.role}</span>
          <span className="sr">{words.account}</span>
        </span>
        <Icon className="push" name="upDown" />
      </button>
      <div className="menu menu-me" id="me" popover="auto">
        {menu}
      </div>
    </div>
  );
}

/** Side bar, and on a phone a bar on top with the same as a sheet; both open without JavaScript. */
export function AppFrame({ tenant, places, nav, me, search, menu, words, children }: Props) {
  const label = tenant?.name ?? words.menu;
  return (
    <div className="app" style={accentStyle(tenant?.accent)}>
      <header className={tenant ? "topbar" : "topbar is-cross"}>
        <Title tenant={tenant} />
        <button type="button" className="btn btn-icon" popoverTarget="sheet" aria-label={words.menu}>
          <Icon name="menu" size={22} />
        </button>
      </header>
      <aside className={tenant ? "side" : "side is-cross"} id="sheet" popover="auto" aria-label={words.menu}>
        <Switcher tenant={tenant} places={places} words={words} />
        <AppNav groups={nav} label={label} />
        <SideFoot me={me} search={search} menu={menu} words={words} />
      </aside>
      <main className="main" id="main">
        {children}
      </main>
    </div>
  );
}
