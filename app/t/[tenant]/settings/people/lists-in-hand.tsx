import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/icon";
import type { InHand } from "@/lib/imports/in-hand";
import { importPath } from "./list-href";

function iconOf({ state, toFix }: InHand) {
  if (state === "paused") return "pause";
  if (state === "running") return "send";
  return toFix > 0 ? "warning" : "done";
}

/** Lists of people on their way, standing still, or done today: each leads to its page. */
export async function ListsInHand({ tenant, lists }: { tenant: string; lists: readonly InHand[] }) {
  const t = await getTranslations("imports");
  if (lists.length === 0) return null;
  return (
    <ul className="in-hand" aria-label={t("jobs")}>
      {lists.map((list) => (
        <li key={list.id}>
          <Icon name={iconOf(list)} />
          <Link href={importPath(tenant, list.id)} prefetch={false}>
            {t(`job.${list.state}`, {
              name: list.fileName ?? t("pasted"),
              done: list.done,
              ready: list.ready,
              toFix: list.toFix,
            })}
          </Link>
        </li>
      ))}
    </ul>
  );
}
