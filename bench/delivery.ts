import { sql } from "drizzle-orm";
import { lookUp } from "@/lib/access/doors";
import { startWorker } from "@/lib/jobs/worker";
import { MailProvider } from "@/lib/testing/mail-provider";

/** The provider's interface on this machine; to be there before the settings are read. */
export async function localProvider() {
  const provider = new MailProvider();
  let requests = 0;
  provider.mood = () => {
    requests += 1;
    return "takes";
  };
  await provider.open();
  delete process.env["SMTP_URL"];
  process.env["RESEND_API_KEY"] = "re_of_the_local_provider";
  process.env["RESEND_BASE_URL"] = provider.url;
  return { provider, requests: () => requests };
}

async function waitingOf(tenantId: string): Promise<number> {
  const [row] = await lookUp("health", (db) =>
    db.execute<{ waiting: number }>(
      sql`select count(*)::int as waiting from messages where tenant_id = ${tenantId} and state in ('queued', 'sending')`,
    ),
  );
  return row?.waiting ?? 0;
}

/** From the start of the worker until the provider has taken every mail that waits and each is noted as sent. */
export async function delivery(
  tenantId: string,
  { provider, requests }: Awaited<ReturnType<typeof localProvider>>,
) {
  const mails = await waitingOf(tenantId);
  const from = performance.now();
  const worker = await startWorker();
  while ((await waitingOf(tenantId)) > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  const seconds = (performance.now() - from) / 1000;
  await worker.stop();
  const duplicates = [...provider.sent.values()].reduce((sum, count) => sum + count - 1, 0);
  return { mails, seconds, arrived: provider.sent.size, requests: requests(), duplicates };
}
