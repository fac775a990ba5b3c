import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { csvFile } from "@/app/csv-file";
import { csvOf } from "@/lib/imports/csv";
import type { Verdict } from "@/lib/imports/judge";
import { refuseUnlessInviter, rowsKept } from "@/lib/imports/review";
import { importOf } from "@/lib/imports/rows";
import { Refusal } from "@/lib/refusal";
import { ownTenant } from "@/lib/tenants/own";
import { fileNameOf } from "@/lib/web/file-name";
import { viewTenant } from "@/lib/web/view-tenant";
import { verdictWords } from "../../verdict-words";

type Context = { params: Promise<{ tenant: string; importId: string }> };

/** The rows nobody was invited for, as they were given, each with its reason: to be mended and sent again. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { tenant, importId } = await params;
  const { company, of, rows } = await viewTenant(tenant, "people.view", async (tx) => {
    refuseUnlessInviter(tx);
    if (!z.uuid().safeParse(importId).success) throw new Refusal("not_found");
    const [of, rows] = [await importOf(tx, importId), await rowsKept(tx, importId)];
    return { company: await ownTenant(tx), of, rows };
  });
  const t = await getTranslations("imports");
  const words = await verdictWords();
  const headers = of.headers ?? [t("fields.email"), t("fields.name")];
  const width = Math.max(headers.length, ...rows.map(({ given }) => given.length));
  const wide = (cells: readonly string[]) => Array.from({ length: width }, (_, index) => cells[index] ?? "");
  const lines = rows.map(({ given, verdict, reason, about }) => {
    const why = (reason ?? verdict) as Verdict;
    return [...wide(given), `${words.label(why)}: ${words.todo(why, about)}`];
  });
  return csvFile(csvOf([...wide(headers), t("reason")], lines), fileNameOf(company, t("reasonsName")));
}
