import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { personPath } from "../list-href";
import type { PersonData } from "./read-person";

export type Tab = "overview" | "activity";

export async function PersonTabs({ data, tab }: { data: PersonData; tab: Tab }) {
  const t = await getTranslations("person.tabs");
  const { tenant, person } = data;
  const overview = personPath(tenant.slug, person.id);
  const hrefs: Record<Tab, string> = { overview, activity: `${overview}/activity` };
  return (
    <nav className="tabs" aria-label={t("label", { name: person.name })}>
      {(["overview", "activity"] as const).map((one) => (
        <Link key={one} href={hrefs[one]} prefetch={false} aria-current={one === tab ? "page" : undefined}>
          {t(one)}
        </Link>
      ))}
    </nav>
  );
}
