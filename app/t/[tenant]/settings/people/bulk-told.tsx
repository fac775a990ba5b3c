import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { paramsOf } from "@/lib/people/list-query";
import type { PeopleData } from "./read-people";
import { UndoMany } from "./undo-many";

/** What was done to several a moment ago. */
export async function BulkTold({ data: { done, query } }: { data: PeopleData }) {
  const t = await getTranslations("people.told");
  if (!done) return null;
  const { act, count, skipped, canUndo } = done;
  return (
    <div role="status" style={{ marginTop: 12 }}>
      <Callout tone="ok">
        <p>
          {t("done", { act, count })} {skipped > 0 && t("skipped", { count: skipped })}
        </p>
        {canUndo && <UndoMany query={paramsOf(query).toString()} label={t("undo")} />}
      </Callout>
    </div>
  );
}
