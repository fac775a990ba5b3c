import "server-only";
import { dropSession } from "./cookies";

/** The row has ended; the cookie goes as well, and what the browser kept is cleared by the answer's header. */
export async function afterSignOut(where: "here" | "everywhere"): Promise<string> {
  await dropSession();
  return `/signed-out?out=${where}`;
}

export async function backToLink(ref: string): Promise<string> {
  await dropSession();
  return `/invitation/${ref}`;
}
