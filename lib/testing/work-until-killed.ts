import { startWorker } from "@/lib/jobs/worker";

// Started as a process of its own by a test, which kills it at any moment.
await startWorker();
process.stdout.write("working\n");
