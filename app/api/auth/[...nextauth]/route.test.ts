import { expect, test } from "vitest";
import { GET, POST } from "./route";

const ask = async (handle: typeof GET, method: string, path: string) => {
  const request = new Request(`http://localhost:3999/api/auth/${path}`, { method });
  return (await handle(request, { params: Promise.resolve({ nextauth: path.split("/") }) })).status;
};

test.each(["_log", "signin", "signin/credentials", "callback/credentials", "session", "toString"])(
  "a post to %s finds nothing: there is no provider, and nobody writes into our log",
  async (path) => expect(await ask(POST, "POST", path)).toBe(404),
);

test.each(["signin", "callback/google", "providers", "error", "verify-request", "session/x"])(
  "%s is not there",
  async (path) => expect(await ask(GET, "GET", path)).toBe(404),
);
