import { selfCheck } from "@/db/self-check";
import { EnvironmentFault, env } from "@/lib/env";

async function faultsAtStart(): Promise<readonly string[]> {
  try {
    return await selfCheck(env());
  } catch (error) {
    if (error instanceof EnvironmentFault) return error.faults;
    return [`the database does not answer: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Ends the process, with one line for each reason, unless it may be trusted with people's data. */
export async function refuseToStartUnsafely(): Promise<void> {
  const faults = await faultsAtStart();
  if (faults.length === 0) return;
  console.error(`Portico cannot start:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
  process.exit(1);
}
