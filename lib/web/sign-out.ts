import "server-only";
import { dropSession } from "./cookies";

/** The row has ended; the cookie goes as well, and the page it leads to has the browser forget what it kept. */
export async function afterSignOut(where: "here" | "everywhere"): Promise<string> {
  await dropSession();
  return `/sign-in?out=${where}`;
}

export async function backToLink(ref: string): Promise<string> {
  await dropSession();
  return `/invitation/${ref}`;
}
