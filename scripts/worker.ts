import { closePools } from "@/db/client";
import { refuseToStartUnsafely } from "@/lib/jobs/refuse-to-start-unsafely";
import { startWorker } from "@/lib/jobs/worker";

await refuseToStartUnsafely();
const worker = await startWorker();
console.log("The worker runs.");

/** What is under way is finished first. */
async function stop(): Promise<void> {
  await worker.stop();
  await closePools();
  process.exit(0);
}

for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());
await worker.promise;
