import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { StatusBar } from "@/components/status-bar";
import type { Status } from "@/lib/people/status";
import { listHref } from "./list-href";
import type { PeopleData } from "./read-people";

const counted = ["active", "started", "invited", "expired", "bounced"] as const satisfies Status[];
const apart = ["not_invited", "suspended", "left"] as const satisfies Status[];

type Props = Pick<PeopleData, "counts" | "query" | "tenant">;

async function NotCounted({ counts, query, tenant }: Props) {
  const t = await getTranslations("people");
  return (
    <>
      {t("notCounted")}{" "}
      {apart.map((status, index) => (
        <span key={status}>
          <Link
            style={{ color: "inherit" }}
            href={listHref(tenant.slug, query, { status: [status] })}
            prefetch={false}
            aria-current={query.status.includes(status) ? "true" : undefined}
          >
            {t(`apart.${status}`, { count: counts[status] })}
          </Link>
          {index < apart.length - 1 && ", "}
        </span>
      ))}
    </>
  );
}

/** How many stand where; each number is the way to those people. */
export async function PeopleSummary(props: Props) {
  const { counts, query, tenant } = props;
  const t = await getTranslations();
  const parts = counted.map((status) => {
    const isCurrent = query.status.includes(status);
    const href = listHref(tenant.slug, query, { status: isCurrent ? [] : [status] });
    return { tone: status, count: counts[status], label: t(`status.${status}`), href, isCurrent };
  });
  return (
    <StatusBar
      label={t("people.summary")}
      language={await getLocale()}
      parts={parts}
      note={<NotCounted {...props} />}
    />
  );
}
