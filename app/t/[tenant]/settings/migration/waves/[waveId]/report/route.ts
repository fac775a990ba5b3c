import { getTranslations } from "next-intl/server";
import { csvFile } from "@/app/csv-file";
import type { WaveRow } from "@/lib/migration/wave-page";
import { isoIn } from "@/lib/time";
import { fileNameOf } from "@/lib/web/file-name";
import { waveReport } from "@/lib/web/wave-report";
import { reasonWords } from "../../reason-words";
import { stateOf } from "../wave-row";

type Context = { params: Promise<{ tenant: string; waveId: string }> };

const heads = ["oldUserName", "office", "name", "email", "state", "reason", "activated"] as const;

/** Every account of the wave with what became of it. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { tenant, waveId } = await params;
  const t = await getTranslations("waves");
  const reason = await reasonWords();
  const cells = (row: WaveRow, timeZone: string) => [
    ...[row.oldUserName, row.office, row.name, row.email],
    ...[t(`rowState.${stateOf(row)}`), row.reason ? reason(row.reason) : ""],
    row.moments?.accountAt ? isoIn(timeZone, row.moments.accountAt) : "",
  ];
  const headers = heads.map((head) => t(`csv.${head}`));
  const { wave, company, file } = await waveReport(tenant, waveId, { headers, cells });
  return csvFile(file, fileNameOf(company, t("csvName", { number: String(wave.number) })));
}
