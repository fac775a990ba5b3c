import type { BulkResult } from "@/lib/people/bulk-acts";
import { peoplePath } from "./list-href";

/** Back to the list as it was, with a word about what was done. */
export function doneHref({ act, done, skipped, query }: BulkResult, tenant: string): string {
  const params = new URLSearchParams(query);
  params.set("done", act);
  params.set("count", String(done));
  params.set("skipped", String(skipped));
  return `${peoplePath(tenant)}?${params}`;
}
