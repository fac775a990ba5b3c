import { getTranslations } from "next-intl/server";
import { spaced } from "@/lib/factors/backup-codes";
import { sheetToKeep } from "@/lib/web/set-up";

/** The sheet as a text file, for a person without a script as well. */
export async function GET(): Promise<Response> {
  const { codes, company } = await sheetToKeep();
  const t = await getTranslations("backupCodes");
  const head = [t("file.title"), company?.email ?? "", "", ...codes.map(spaced), "", t("file.use")];
  return new Response(`${head.join("\r\n")}\r\n`, {
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Disposition": 'attachment; filename="portico-backup-codes.txt"',
      "Cache-Control": "no-store",
    },
  });
}
