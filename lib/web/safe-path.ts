import "server-only";
import { env } from "@/lib/env";
import { returnPathOf } from "./return-path";

/** Only our own pages are gone back to. */
export const safePath = (path: string | null | undefined) => returnPathOf(path, env().APP_URL);
