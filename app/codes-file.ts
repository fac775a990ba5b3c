import { getTranslations } from "next-intl/server";
import { spaced } from "@/lib/factors/backup-codes";

/** Backup codes as a text file that is kept nowhere on the way. */
export async function codesFile(codes: readonly string[], owner: string): Promise<Response> {
  const t = await getTranslations(codes.length === 1 ? "backupCode.file" : "backupCodes.file");
  const lines = [t("title"), owner, "", ...codes.map(spaced), "", t("use")];
  return new Response(`${lines.join("\r\n")}\r\n`, {
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Disposition": 'attachment; filename="portico-backup-codes.txt"',
      "Cache-Control": "no-store",
    },
  });
}
