import { getTranslations } from "next-intl/server";
import { csvFile } from "@/app/csv-file";
import { csvOf } from "@/lib/imports/csv";
import { waveReport } from "@/lib/web/wave-report";
import { reasonWords } from "../../reason-words";
import { stateOf } from "../wave-row";

type Context = { params: Promise<{ tenant: string; waveId: string }> };

const heads = ["oldUserName", "office", "name", "email", "state", "reason", "activated"] as const;

/** Every account of the wave with what became of it. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { tenant, waveId } = await params;
  const { wave, rows } = await waveReport(tenant, waveId);
  const t = await getTranslations("waves");
  const reason = await reasonWords();
  const now = new Date();
  const lines = rows.map((row) => [
    ...[row.oldUserName, row.office, row.name, row.email],
    ...[t(`rowState.${stateOf(row, now)}`), row.reason ? reason(row.reason) : ""],
    row.moments?.accountAt?.toISOString() ?? "",
  ]);
  return csvFile(
    csvOf(
      heads.map((head) => t(`csv.${head}`)),
      lines,
    ),
    `wave-${wave.number}`,
  );
}
