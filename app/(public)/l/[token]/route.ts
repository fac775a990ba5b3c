import { awayTo } from "@/lib/web/away";
import { followMailedLink } from "@/lib/web/mailed-link";

type Context = { params: Promise<{ token: string }> };

/** Shows nothing and spends nothing: mail scanners open links as well. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  return awayTo(await followMailedLink((await params).token));
}
