import { getTranslations } from "next-intl/server";
import { pageOfPeople } from "@/lib/people/list";
import { listQueryOf } from "@/lib/people/list-query";
import { statusOf } from "@/lib/people/status";
import { viewTenant } from "@/lib/web/view-tenant";
import type { FoundPerson } from "../palette/items";
import { personPath } from "../settings/people/list-href";

const MOST = 8;

type Context = { params: Promise<{ tenant: string }> };

/** The first few people a word finds, for the palette; by the same search as the list. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { tenant } = await params;
  const now = new Date();
  const query = listQueryOf({ q: new URL(request.url).searchParams.get("q") ?? "" });
  const { people } = await viewTenant(tenant, "people.view", (tx) => pageOfPeople(tx, query, now, MOST));
  const t = await getTranslations("status");
  const found = people.map(({ id, name, email, moments }): FoundPerson => {
    const href = personPath(tenant, id);
    return {
      href,
      label: name,
      hint: email === name ? "" : (email ?? ""),
      status: t(statusOf(moments, now)),
    };
  });
  return Response.json(found, { headers: { "Cache-Control": "private, no-store" } });
}
