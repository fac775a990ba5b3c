import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { TenantForm } from "@/components/tenant-form";
import { paramsOf } from "@/lib/people/list-query";
import { undoSuspensions } from "./bulk/actions";
import type { PeopleData } from "./read-people";

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
        {canUndo && (
          <TenantForm
            action={undoSuspensions}
            hidden={{ query: paramsOf(query).toString() }}
            submit={t("undo")}
            look="secondary"
            size="sm"
          />
        )}
      </Callout>
    </div>
  );
}
