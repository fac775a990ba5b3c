import { codesFile } from "@/app/codes-file";
import { newCodeToKeep } from "@/lib/web/backup-code";

/** The new code as a text file, for a person without a script as well. */
export const GET = async (): Promise<Response> => codesFile([await newCodeToKeep()], "");
