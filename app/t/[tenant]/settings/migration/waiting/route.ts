import { getTranslations } from "next-intl/server";
import { csvFile } from "@/app/csv-file";
import type { ListedAccount } from "@/lib/migration/list-accounts";
import { fileNameOf } from "@/lib/web/file-name";
import { waitingAccounts } from "@/lib/web/waiting-accounts";
import { verdictWords } from "../verdict-words";

type Context = { params: Promise<{ tenant: string }> };

const columns = ["userName", "office", "name", "email", "cell", "active", "role"] as const;

/** The accounts that wait, each with its reason: to be mended in a list and brought again. No password is in it. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { tenant } = await params;
  const t = await getTranslations("migration");
  const words = await verdictWords();
  const cells = (account: ListedAccount) => [
    account.oldUserName,
    account.office,
    account.name,
    account.email,
    account.phone ?? "",
    t(account.isActive ? "yes" : "no"),
    account.roleText ?? "",
    [words.label(account), words.todo(account)].filter(Boolean).join(": "),
  ];
  const headers = [...columns.map((column) => t(`fields.${column}`)), t("reason")];
  const { company, file } = await waitingAccounts(tenant, { headers, cells });
  return csvFile(file, fileNameOf(company, t("waitingName")));
}
