import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import type { ListedAccount, Proposed } from "@/lib/migration/list-accounts";
import { clockOf } from "../../../clock";
import { roleNamer } from "../../../role-names";
import { personPath } from "../../people/list-href";
import type { AccountsData } from "./read-accounts";

type Props = { account: ListedAccount; data: AccountsData };

/** Somebody who is here, laid beside the old account. */
async function Beside({ person, data }: { person: Proposed; data: AccountsData }) {
  const t = await getTranslations("migration");
  const nameOf = await roleNamer();
  const clock = clockOf(await getLocale(), data.tenant.timeZone, data.now);
  return (
    <>
      <Link href={personPath(data.tenant.slug, person.id)} prefetch={false}>
        <b>{person.name}</b>
      </Link>
      {person.email && <span className="hint">{person.email}</span>}
      <span className="hint">
        {t("hereSince", {
          roles: person.roles.map(nameOf).join(", ") || "–",
          day: clock.day(person.since),
          stage: person.stage,
        })}
      </span>
    </>
  );
}

/** Whom an old account becomes: its own person, or somebody who is proposed. */
export async function BecomesCell({ account, data }: Props) {
  const t = await getTranslations("migration");
  const { proposed, personId, email, roleText } = account;
  if (proposed && account.standing === "waits") return <Beside person={proposed} data={data} />;
  return (
    <>
      {personId ? (
        <Link href={personPath(data.tenant.slug, personId)} prefetch={false}>
          {email || t("thisPerson")}
        </Link>
      ) : (
        <span>{email || t("noEmailYet")}</span>
      )}
      {roleText && <span className="hint">{t("oldRole", { role: roleText })}</span>}
    </>
  );
}
