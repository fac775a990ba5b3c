import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Facts } from "@/components/facts";
import { Count } from "../../../../count";
import { migrationLinks } from "../../migration-links";
import { NeedsYou } from "../../needs-you";
import type { ListData } from "./read-list";

const parts = ["added", "changed", "same", "left", "refused"] as const;

/** The lines of rows that were not taken in, to be found again in the list. */
async function RefusedLines({ sums }: Pick<ListData, "sums">) {
  const t = await getTranslations("migration");
  return (["noUserName", "twice"] as const).map(
    (why) =>
      sums[why].length > 0 && (
        <p key={why} className="small breaks">
          {t(`refusedLines.${why}`, { lines: sums[why].join(", ") })}
        </p>
      ),
  );
}

/** What became of the rows of a list, and what of it waits for somebody. */
export async function ListResult({ slug, list, sums, counts, mayRun }: ListData) {
  const t = await getTranslations("migration");
  if (list.rows === 0 || list.state === "asking" || list.state === "left") return null;
  const facts = parts
    .filter((part) => part === "added" || sums[part] > 0)
    .map((part) => ({ name: t(`became.${part}`), value: <Count of={sums[part]} /> }));
  return (
    <>
      <Facts facts={facts} />
      <RefusedLines sums={sums} />
      {list.ignored.length > 0 && (
        <p className="small muted">
          {t("ignored", { columns: list.ignored.join(", ") })}{" "}
          {mayRun && (
            <Link href={migrationLinks(slug).importAsking} prefetch={false}>
              {t("sayThem")}
            </Link>
          )}
        </p>
      )}
      {list.state === "done" && <NeedsYou slug={slug} verdicts={counts.verdicts} mayRun={mayRun} />}
    </>
  );
}
