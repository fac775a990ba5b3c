import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { Callout } from "@/components/callout";
import { Refusal } from "@/lib/refusal";
import type { SearchParams } from "@/lib/search-params";
import { sentenceOf } from "@/lib/web/say-no";

const faults = [
  "busy",
  "file_empty",
  "file_not_text",
  "file_too_large",
  "file_too_many_rows",
  "file_utf16",
  "file_workbook",
  "lists_looked_at",
  "lists_waiting",
  "too_many",
  "verify_again",
  "wrong_origin",
] as const;
const Asked = z.object({
  fault: z.enum(faults).optional().catch(undefined),
  until: z.coerce.date().catch(() => new Date()),
});

type Props = { search: SearchParams; timeZone: string };

/** Why a list that was sent is not here, as the address says since. */
export async function NotRead({ search, timeZone }: Props) {
  const { fault, until } = Asked.parse(search);
  if (!fault) return null;
  const t = await getTranslations("imports");
  return (
    <div role="alert">
      <Callout tone="danger">
        <p>
          <b>{t("notRead")}</b>
        </p>
        <p>{await sentenceOf(new Refusal(fault, { until, timeZone }))}</p>
      </Callout>
    </div>
  );
}
