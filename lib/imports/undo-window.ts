import { env } from "@/lib/env";
import { secondsFromNow } from "@/lib/time";
import type { Import } from "./rows";

/** In how many seconds the first mails leave; 0 when they may have. */
export function undoEndsIn({ startedAt }: Import, now: Date): number {
  if (!startedAt) return 0;
  const leaves = secondsFromNow(env().SEND_DELAY_SECONDS, startedAt);
  return Math.max(0, Math.ceil((leaves.getTime() - now.getTime()) / 1000));
}
