import { getTranslations } from "next-intl/server";
import { csvFile } from "@/app/csv-file";
import { csvOf } from "@/lib/imports/csv";
import { refuseUnlessInviter } from "@/lib/imports/review";
import { viewTenant } from "@/lib/web/view-tenant";

type Context = { params: Promise<{ tenant: string }> };

/** An example of a list, with the columns that are understood. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  await viewTenant((await params).tenant, "people.view", async (tx) => refuseUnlessInviter(tx));
  const t = await getTranslations();
  const headers = (["name", "email", "role", "language"] as const).map((field) =>
    t(`imports.fields.${field}`),
  );
  const role = t("roles.member.name");
  const rows = [
    ["Anna de Vries", "anna@linde.example", role, "nl"],
    ["Bo Jansen", "bo@linde.example", role, "en"],
  ];
  return csvFile(csvOf(headers, rows), t("imports.templateName"));
}
