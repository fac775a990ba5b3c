import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Facts } from "@/components/facts";
import type { OldAccountOfPerson } from "@/lib/migration/old-accounts-of";
import type { Clock } from "../../../clock";

async function stateIn(account: OldAccountOfPerson, clock: Clock): Promise<string> {
  const t = await getTranslations("person.oldAccount");
  const { movedAt, movedBy, leftOutAt, closedAt, hasPassword, isDoorOpen } = account;
  if (movedAt) return t("moved", { day: clock.day(movedAt), by: movedBy ?? "linked" });
  if (leftOutAt) return t("leftOut", { day: clock.day(leftOutAt) });
  if (closedAt) return t("closed", { day: clock.day(closedAt) });
  if (!hasPassword) return t("noPassword");
  return t(isDoorOpen ? "open" : "shut");
}

async function One({ account, clock }: { account: OldAccountOfPerson; clock: Clock }) {
  const t = await getTranslations("person.oldAccount");
  const facts = [
    { name: t("userName"), value: account.oldUserName },
    { name: t("office"), value: account.office || "–" },
    { name: t("source"), value: account.source },
    { name: t("state"), value: await stateIn(account, clock) },
  ];
  return <Facts facts={facts} />;
}

type Props = { accounts: readonly OldAccountOfPerson[]; clock: Clock; undoHref: string | null };

/** Who somebody was in an earlier system, and since when they are somebody here. */
export async function OldAccount({ accounts, clock, undoHref }: Props) {
  if (accounts.length === 0) return null;
  const t = await getTranslations("person.oldAccount");
  const undo = await getTranslations("undoMove");
  return (
    <section className="section" aria-labelledby="old-account">
      <h2 id="old-account">{t("title")}</h2>
      {accounts.map((account) => (
        <One key={account.id} account={account} clock={clock} />
      ))}
      {undoHref && (
        <p>
          <Link href={undoHref} prefetch={false}>
            {undo("link")}
          </Link>
        </p>
      )}
    </section>
  );
}
