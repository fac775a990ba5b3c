import type { Metadata } from "next";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { NewPhoneBanner } from "@/app/new-phone-banner";
import { AppFrame } from "@/components/app-frame";
import type { NavItem } from "@/components/app-nav";
import type { OwnPlace } from "@/lib/people/own";
import { FrameMenu } from "./frame-menu";
import { TenantPalette } from "./palette/tenant-palette";
import { placeOf } from "./place";
import { roleNamer } from "./role-names";
import { WhomToAsk } from "./whom-to-ask";

export async function generateMetadata({ params }: LayoutProps<"/t/[tenant]">): Promise<Metadata> {
  const { tenant } = await placeOf((await params).tenant);
  return { title: { template: `%s · ${tenant.name} · Portico`, default: `${tenant.name} · Portico` } };
}

/** Administration, for who may see something of it. */
async function settingsOf({
  tenant,
  maySeePeople,
  maySeeRoles,
  maySeePolicy,
  maySeeMigration,
  maySeeCompany,
  people,
}: OwnPlace): Promise<NavItem[]> {
  const t = await getTranslations("nav");
  const at = (page: string) => `/t/${tenant.slug}/settings/${page}`;
  const list: NavItem = {
    href: at("people"),
    label: t("people"),
    icon: "people",
    count: people === null ? undefined : (await getFormatter()).number(people),
  };
  const roles: NavItem = { href: at("roles"), label: t("roles"), icon: "roles" };
  const invitations: NavItem = { href: at("invitations"), label: t("invitations"), icon: "invitations" };
  const migration: NavItem = { href: at("migration"), label: t("migration"), icon: "migration" };
  const policy: NavItem = { href: at("sign-in"), label: t("policy"), icon: "signIn" };
  const general: NavItem = { href: at("general"), label: t("general"), icon: "general" };
  return [
    ...(maySeePeople ? [list] : []),
    ...(maySeeRoles ? [roles] : []),
    ...(maySeePeople ? [invitations] : []),
    ...(maySeeMigration ? [migration] : []),
    ...(maySeePolicy ? [policy] : []),
    ...(maySeeCompany ? [general] : []),
  ];
}

async function navOf(place: OwnPlace) {
  const { tenant, maySeePeople } = place;
  const t = await getTranslations("nav");
  const first: NavItem = {
    href: `/t/${tenant.slug}`,
    label: t(maySeePeople ? "overview" : "home"),
    icon: maySeePeople ? "overview" : "home",
    exact: true,
  };
  const settings = await settingsOf(place);
  return [{ items: [first] }, ...(settings.length > 0 ? [{ heading: t("settings"), items: settings }] : [])];
}

async function refusedWords({ tenant, me, ask }: OwnPlace) {
  const t = await getTranslations("errors.page");
  const names = new Intl.ListFormat(await getLocale(), { type: "disjunction" }).format(ask);
  return {
    title: t("noPermission"),
    what: t("noPermissionWhat", { tenant: tenant.name, name: me.name }),
    ask:
      ask.length > 0 ? t("noPermissionAsk", { names }) : t("noPermissionAskAdmin", { tenant: tenant.name }),
  };
}

async function frameWords() {
  const t = await getTranslations("frame");
  const [menu, help, close] = [t("menu"), t("help"), t("close")];
  return { menu, help, close, switchPlace: t("switchPlace"), account: t("account") };
}

/** The frame of a tenant's pages. It lets nobody in: each page asks for its own permission. */
export default async function TenantLayout({ params, children }: LayoutProps<"/t/[tenant]">) {
  const place = await placeOf((await params).tenant);
  const t = await getTranslations("nav");
  const nameOf = await roleNamer();
  const nav = await navOf(place);
  return (
    <AppFrame
      tenant={place.tenant}
      places={[{ name: t("organisations"), href: "/account/organisations" }]}
      nav={nav}
      me={{ name: place.me.name, role: place.me.roles.map(nameOf).join(", ") }}
      search={place.maySeePeople && <TenantPalette slug={place.tenant.slug} nav={nav} />}
      menu={<FrameMenu />}
      words={await frameWords()}
    >
      <NewPhoneBanner />
      <WhomToAsk words={await refusedWords(place)}>{children}</WhomToAsk>
    </AppFrame>
  );
}
