import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { peoplePath } from "../list-href";
import type { PersonData } from "./read-person";

export type Tab = "overview" | "activity";

export const personPath = ({ person, tenant }: PersonData) => `${peoplePath(tenant.slug)}/${person.id}`;

export async function PersonTabs({ data, tab }: { data: PersonData; tab: Tab }) {
  const t = await getTranslations("person.tabs");
  const hrefs: Record<Tab, string> = {
    overview: personPath(data),
    activity: `${personPath(data)}/activity`,
  };
  return (
    <nav className="tabs" aria-label={t("label", { name: data.person.name })}>
      {(["overview", "activity"] as const).map((one) => (
        <Link key={one} href={hrefs[one]} prefetch={false} aria-current={one === tab ? "page" : undefined}>
          {t(one)}
        </Link>
      ))}
    </nav>
  );
}
