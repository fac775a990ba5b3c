import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Empty } from "@/components/empty";
import { Pager } from "@/components/pager";
import { TableHead } from "@/components/table-head";
import { Tag } from "@/components/tag";
import type { DryLine } from "@/lib/migration/dry-run";
import { migrationLinks } from "../../migration-links";
import { reasonWords } from "../reason-words";
import { newWaveHref } from "./new-wave-href";
import { LINES_SHOWN, type NewWave } from "./read-new-wave";

async function Outcome({ line, tenant }: { line: DryLine; tenant: string }) {
  const t = await getTranslations("waves");
  const reason = await reasonWords();
  const { plan } = line;
  if (plan.outcome === "invite")
    return (
      <>
        {t("gets", { email: plan.email })}
        {line.elevated && <span className="mail">{t("elevatedLine")}</span>}
      </>
    );
  if (plan.outcome === "link") return t("links");
  return (
    <>
      {reason(plan.reason)}{" "}
      <Link
        className="btn-link"
        href={migrationLinks(tenant).accounts({ q: line.oldUserName })}
        prefetch={false}
      >
        {t("look")}
        <span className="sr"> {line.name || line.oldUserName}</span>
      </Link>
    </>
  );
}

async function OutcomeTag({ outcome }: { outcome: DryLine["plan"]["outcome"] }) {
  const t = await getTranslations("waves.outcome");
  const looks = { invite: ["ok", "mail"], link: ["info", "person"], skip: ["neutral", "minus"] } as const;
  const [tone, icon] = looks[outcome];
  return (
    <Tag tone={tone} icon={icon}>
      {t(outcome)}
    </Tag>
  );
}

async function Filters({ tenant, asked, numbers }: NewWave) {
  const t = await getTranslations("waves.dry");
  const counts = { all: numbers.all, moved: numbers.invite + numbers.link, kept: numbers.skip };
  return (
    <nav className="btn-group" aria-label={t("show")}>
      {(["all", "moved", "kept"] as const).map((show) => (
        <Link
          key={show}
          className="btn"
          href={newWaveHref(tenant.slug, asked, { show })}
          prefetch={false}
          aria-current={asked.show === show ? "true" : undefined}
        >
          {t(show, { count: counts[show] })}
        </Link>
      ))}
    </nav>
  );
}

/** What would become of each account. */
export async function DryTable(data: NewWave) {
  const t = await getTranslations("waves");
  const { asked, shown, more, tenant, numbers } = data;
  const at = (from: number, label: string) => ({
    href: newWaveHref(tenant.slug, asked, { show: asked.show, from: String(from) }),
    label,
  });
  if (numbers.all === 0) return <Empty title={t("nobody")} why={t("nobodyWhy")} />;
  return (
    <>
      <div className="filters">
        <Filters {...data} />
      </div>
      <table className="table is-stacked" aria-label={t("dry.label")}>
        <colgroup>
          <col style={{ width: "36%" }} />
          <col style={{ width: 176 }} />
          <col />
        </colgroup>
        <TableHead heads={(["account", "outcome", "what"] as const).map((head) => t(`head.${head}`))} />
        <tbody>
          {shown.map((line) => (
            <tr key={line.id}>
              <th scope="row">
                <b>{line.name || line.oldUserName}</b>
                <span className="mail mono">
                  {[line.oldUserName, line.office].filter(Boolean).join(" · ")}
                </span>
              </th>
              <td>
                <OutcomeTag outcome={line.plan.outcome} />
              </td>
              <td className="breaks">
                <Outcome line={line} tenant={tenant.slug} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Pager
        count={t("accounts", { count: numbers.all })}
        label={t("pages")}
        previous={asked.from > 0 ? at(Math.max(0, asked.from - LINES_SHOWN), t("previous")) : undefined}
        next={more ? at(asked.from + LINES_SHOWN, t("next")) : undefined}
      />
    </>
  );
}
