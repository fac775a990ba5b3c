import { redirect } from "next/navigation";
import { codesFile } from "@/app/codes-file";
import { ownSheet } from "@/lib/factors/own-sheet";
import { addressesOf } from "@/lib/identity/addresses";
import { openedSecurity } from "@/lib/web/account";
import { viewIdentity } from "@/lib/web/view-identity";

/** The new codes as a text file, for a person without a script as well. */
export async function GET(): Promise<Response> {
  const self = await openedSecurity("/account/security/backup-codes");
  const sheet = await viewIdentity(self, ownSheet);
  if (!sheet) redirect("/account/security");
  const [email] = await viewIdentity(self, addressesOf);
  return codesFile(sheet.codes, email ?? "");
}
