import { receiveList } from "@/lib/web/import-upload";

type Context = { params: Promise<{ tenant: string }> };

/** A list, from a file or pasted, read as it comes in. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return receiveList((await params).tenant, request);
}
