import { runNode } from "../scripts/launch/run.mjs";
import { Stopped } from "../scripts/launch/stopped.mjs";

/** Verbs measured by themselves, in a process of their own on the same database. */
export async function verbsOf({ env, people }) {
  const companies = JSON.stringify(
    people.companies.map(({ size, slug, id, identityId }) => ({ size, slug, id, identityId })),
  );
  const script = ["--conditions=react-server", "--import", "tsx", "bench/verbs.ts", companies];
  const done = await runNode(script, { env });
  if (!done.ok) throw new Stopped("The verbs could not be measured.", done.output);
  return JSON.parse(done.stdout.trim().split("\n").at(-1));
}
