import { isHealthy } from "@/lib/jobs/health";

export const dynamic = "force-dynamic";

/** For whoever watches over the process: 200 while the database answers. */
export async function GET(): Promise<Response> {
  const healthy = await isHealthy();
  return Response.json({ status: healthy ? "ok" : "database" }, { status: healthy ? 200 : 503 });
}
