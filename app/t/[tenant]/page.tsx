import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HomeScreen } from "./home-screen";
import { OverviewScreen } from "./overview-screen";
import { placeOf } from "./place";
import { readOverview } from "./read-overview";

export async function generateMetadata({ params }: PageProps<"/t/[tenant]">): Promise<Metadata> {
  const { tenant, maySeePeople } = await placeOf((await params).tenant);
  const t = await getTranslations("nav");
  // A layout's pattern does not reach the page beside it.
  return { title: { absolute: `${t(maySeePeople ? "overview" : "home")} · ${tenant.name} · Portico` } };
}

/** The Overview for who may see people, Home for everybody else. */
export default async function TenantPage({ params }: PageProps<"/t/[tenant]">) {
  const place = await placeOf((await params).tenant);
  if (!place.maySeePeople) return <HomeScreen place={place} />;
  return <OverviewScreen data={await readOverview(place.tenant.slug)} />;
}
