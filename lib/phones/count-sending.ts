import { env } from "@/lib/env";
import { countTry, type Limit } from "@/lib/identity/limits";
import { Refusal } from "@/lib/refusal";

const HOUR = 3600;
const DAY = 86_400;

const perAccount: Limit = { name: "text of identity", most: 3, seconds: HOUR };
const perAddress: Limit = { name: "text of address", most: 5, seconds: HOUR };
const perTenant: Limit = { name: "text of tenant", most: 100, seconds: DAY };
const inAll = (): Limit => ({ name: "text", most: env().TEXT_PER_DAY, seconds: DAY });

export type Sending = { identityId: string; address: string; tenantIds: readonly string[] };

/** Said once for each text beyond it: somebody may be making money of our texts. */
function alarm(what: string): void {
  console.error(JSON.stringify({ level: "error", what }));
}

/** Counted before anything is sent: for the person, the network, each company, and all of Portico. */
export async function countSending({ identityId, address, tenantIds }: Sending): Promise<void> {
  const own = (await countTry(perAccount, identityId)) ?? (await countTry(perAddress, address));
  if (own) throw new Refusal("too_many_texts", { until: own });
  for (const tenantId of tenantIds) {
    const until = await countTry(perTenant, tenantId);
    if (!until) continue;
    alarm("a company's text messages of a day are used up");
    throw new Refusal("too_many_texts", { until });
  }
  const until = await countTry(inAll(), "all");
  if (!until) return;
  alarm("the text messages of a day are used up");
  throw new Refusal("too_many_texts", { until });
}
