/** Called by Next once, when the server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { refuseToStartUnsafely } = await import("./lib/jobs/refuse-to-start-unsafely");
    await refuseToStartUnsafely();
    if (process.env.WORKER !== "off") {
      const { startWorker } = await import("./lib/jobs/worker");
      await startWorker();
    }
  }
}
