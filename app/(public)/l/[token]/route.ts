import { answerMailedLink } from "@/lib/web/answer-mailed-link";

type Context = { params: Promise<{ token: string }> };

export const GET = async (_request: Request, { params }: Context): Promise<Response> =>
  answerMailedLink((await params).token);
