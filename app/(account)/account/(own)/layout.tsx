import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { FrameMenu } from "@/app/t/[tenant]/frame-menu";
import { AppFrame } from "@/components/app-frame";
import { organisationsOf } from "@/lib/identity/organisations";
import { currentSession, requireSelf } from "@/lib/web/current";
import { viewIdentity } from "@/lib/web/view-identity";

export async function generateMetadata(): Promise<Metadata> {
  const title = (await getTranslations("account"))("title");
  return { title: { template: `%s · ${title} · Portico`, default: `${title} · Portico` } };
}

async function navOf() {
  const t = await getTranslations("account.nav");
  return [
    {
      items: [
        { href: "/account/profile", label: t("profile"), icon: "person" as const },
        { href: "/account/security", label: t("security"), icon: "shield" as const },
        { href: "/account/organisations", label: t("organisations"), icon: "general" as const },
      ],
    },
  ];
}

async function frameWords() {
  const t = await getTranslations("frame");
  return {
    menu: t("menu"),
    help: t("help"),
    close: t("close"),
    switchPlace: t("switchPlace"),
    account: t("account"),
  };
}

/** The frame of one's own pages: no company's, so no door post. It lets nobody in; each page asks for itself. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const self = await requireSelf("/account/security");
  const t = await getTranslations("account");
  const organisations = await viewIdentity(self, organisationsOf);
  const places = organisations
    .filter(({ pausedAt }) => !pausedAt)
    .map(({ name, slug, accent }) => ({ name, accent, href: `/t/${slug}` }));
  return (
    <AppFrame
      places={[...places, { name: t("nav.organisations"), href: "/account/organisations" }]}
      nav={await navOf()}
      me={{ name: (await currentSession())?.name ?? "", role: t("role") }}
      menu={<FrameMenu />}
      words={await frameWords()}
    >
      {children}
    </AppFrame>
  );
}
