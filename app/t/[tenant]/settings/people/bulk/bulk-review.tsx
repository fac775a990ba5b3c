import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { TYPED_FROM } from "@/lib/people/bulk-acts";
import type { Skipped } from "@/lib/people/bulk-plan";
import { roleChoices } from "../[id]/roles/role-choices";
import { BulkForm } from "./bulk-form";
import type { Bulk } from "./read-bulk";

type Planned = Extract<Bulk, { plan: unknown }>;

const SHOWN = 12;

async function Who({ people }: { people: Planned["plan"]["will"] }) {
  const t = await getTranslations("bulk");
  if (people.length === 0) return null;
  const names = people.slice(0, SHOWN).map(({ id, name, email }) => (
    <li key={id}>
      {name} {email && email !== name && <span className="muted">{email}</span>}
    </li>
  ));
  return (
    <section aria-label={t("who")}>
      <h2 className="lead">{t("who")}</h2>
      <ul className="named">{names}</ul>
      {people.length > SHOWN && <p className="muted">{t("andMore", { count: people.length - SHOWN })}</p>}
    </section>
  );
}

async function LeftOut({ skipped }: { skipped: readonly Skipped[] }) {
  const t = await getTranslations("bulk");
  if (skipped.length === 0) return null;
  const why = ({ name, why: code }: Skipped) => {
    const key = `why.${code}` as "why.other";
    return t.has(key) ? t(key, { name }) : t("why.other", { name });
  };
  return (
    <details className="disclosure" open={skipped.length <= SHOWN}>
      <summary>{t("skipped", { count: skipped.length })}</summary>
      <ul className="named">
        {skipped.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order is the list's own and never changes
          <li key={index}>{why(one)}</li>
        ))}
      </ul>
    </details>
  );
}

/** What an act comes to, person by person, and the form that does it. */
export async function BulkReview({ act, plan, selection, roles, back }: Planned & { back: string }) {
  const t = await getTranslations("bulk");
  const { will, skipped } = plan;
  const count = will.length;
  return (
    <div className="stack-24 prose" style={{ marginTop: 16 }}>
      <p>{t(`will.${act}`, { count })}</p>
      <Who people={will} />
      <LeftOut skipped={skipped} />
      {count === 0 ? (
        <p>
          <Link href={back}>{t("back")}</Link>
        </p>
      ) : (
        <BulkForm
          act={act}
          count={count}
          selection={selection}
          choices={await roleChoices(roles)}
          isTyped={act === "suspend" && count >= TYPED_FROM}
          words={{
            yes: t(`yes.${act}`, { count }),
            errorTitle: t("errorTitle"),
            role: t("role"),
            roleHint: t("roleHint"),
            review: t("review"),
            type: t("type", { count }),
          }}
          beside={<Link href={back}>{t("back")}</Link>}
        />
      )}
    </div>
  );
}
