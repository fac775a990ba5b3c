import { eq, sql } from "drizzle-orm";
import { generate } from "otplib";
import { factors } from "@/db/schema/factors";
import { withSystem } from "@/lib/access/doors";
import { sealedFor } from "@/lib/factors/enrol-totp";
import { unseal } from "@/lib/secrets";

const PERIOD = 30;
const MARGIN_SECONDS = 10;

const lastStep = new Map<string, number>();
const secondsNow = () => Date.now() / 1000;
const at = (key: string, step: number) => generate({ secret: key, epoch: step * PERIOD });

/** As if the codes of this key had been given a minute earlier: the next one need not be waited for. */
async function ageCodesOf(key: string): Promise<void> {
  lastStep.delete(key);
  await withSystem("housekeeping", async (tx) => {
    const used = await tx.select().from(factors).where(sql`last_used_at > now() - interval '2 minutes'`);
    const own = used.find(
      ({ id, identityId, sealedSecret }) => unseal(sealedSecret, sealedFor(identityId, id)) === key,
    );
    if (own) await tx.update(factors).set({ lastStep: sql`last_step - 2` }).where(eq(factors.id, own.id));
  });
}

/** A code that was not used before: of the step before, or of this one. */
export async function codeOf(key: string): Promise<string> {
  const now = Math.floor(secondsNow() / PERIOD);
  const left = (now + 1) * PERIOD - secondsNow();
  const earliest = left > MARGIN_SECONDS ? now - 1 : now;
  if (lastStep.get(key) === now) await ageCodesOf(key);
  const step = Math.max(earliest, (lastStep.get(key) ?? 0) + 1);
  lastStep.set(key, step);
  return at(key, step);
}

/** What a phone with a wrong clock shows. */
export const codeWithClockOff = (key: string, minutes: number) =>
  at(key, Math.floor(secondsNow() / PERIOD) + minutes * 2);

/** A code of this key, but of another day. */
export const wrongCode = (key: string) => at(key, 1);
