import { noteExpired } from "@/lib/invitations/expire";
import { remind } from "@/lib/invitations/remind";
import { sumUpWeek } from "@/lib/invitations/sum-up-week";
import { tellExpired } from "@/lib/invitations/tell-expired";
import { noticeWaves } from "@/lib/migration/notice-waves";
import { startPlannedWaves } from "@/lib/migration/start-planned-waves";

/** Every ten minutes: what has expired is written down and told in the morning, and on Monday who stands still; who stands still is reminded; waves begin on their day. */
export async function onboarding(now = new Date()): Promise<void> {
  await noteExpired(now);
  await tellExpired(now);
  await sumUpWeek(now);
  await remind(now);
  await noticeWaves(now);
  await startPlannedWaves(now);
}
