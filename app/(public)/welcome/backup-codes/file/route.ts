import { codesFile } from "@/app/codes-file";
import { sheetToKeep } from "@/lib/web/set-up";

/** The sheet as a text file, for a person without a script as well. */
export async function GET(): Promise<Response> {
  const { codes, company } = await sheetToKeep();
  return codesFile(codes, company?.email ?? "");
}
