import { isRefusal, type Refusal } from "@/lib/refusal";

/**
 * Batch after batch, each in a transaction of its own: a crash loses nothing, and the next run goes on. A refusal stops
 * it; where somebody else is only saving, the job is tried again.
 */
export async function inBatches(
  next: () => Promise<boolean>,
  stop: (refusal: Refusal) => Promise<void>,
): Promise<void> {
  try {
    while (await next());
  } catch (error) {
    if (!isRefusal(error) || error.code === "busy") throw error;
    await stop(error);
  }
}
