import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { viewTenant } from "@/lib/web/view-tenant";
import { PeopleScreen } from "./people-screen";
import { readPeople } from "./read-people";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("title") };
}

export default async function PeoplePage({ params, searchParams }: PageProps<"/t/[tenant]/settings/people">) {
  const [{ tenant }, wished] = await Promise.all([params, searchParams]);
  const data = await viewTenant(tenant, "people.view", (tx) => readPeople(tx, wished));
  return <PeopleScreen data={data} />;
}
