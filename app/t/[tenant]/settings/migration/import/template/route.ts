import { getTranslations } from "next-intl/server";
import { csvFile } from "@/app/csv-file";
import { csvOf } from "@/lib/imports/csv";
import { viewTenant } from "@/lib/web/view-tenant";

type Context = { params: Promise<{ tenant: string }> };

const columns = [
  "userName",
  "office",
  "name",
  "email",
  "cell",
  "active",
  "role",
  "hash",
  "scheme",
  "salt",
  "totp",
] as const;

/** An example of a list of old accounts, with the columns that are understood. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  await viewTenant((await params).tenant, "migration.view", async () => undefined);
  const t = await getTranslations("migration");
  const hash = "$2b$12$KhTnVyL0eIkTRWb0Jq1Y8u84rDB5SuH31qiDsrthvoMOOBbajdTYC";
  const rows = [
    ["anna", "Zuid", "Anna de Vries", "anna@linde.example", "", t("yes"), "Planner", hash, "bcrypt", "", ""],
    ["bo", "Noord", "Bo Jansen", "bo@linde.example", "+31 6 12345678", t("no"), "", "", "", "", ""],
  ];
  const headers = columns.map((column) => t(`fields.${column}`));
  return csvFile(csvOf(headers, rows), t("templateName"));
}
