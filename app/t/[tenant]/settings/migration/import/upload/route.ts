import { receiveOldList } from "@/lib/web/old-list-upload";

type Context = { params: Promise<{ tenant: string }> };

/** A list of old accounts, from a file or pasted. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return receiveOldList((await params).tenant, request);
}
