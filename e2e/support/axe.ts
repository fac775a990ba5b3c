import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

type Finding = { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] };
type Axe = { run: (root: Document, options: object) => Promise<{ violations: Finding[] }> };

/** What axe-core finds serious or critical on this page; its context must bypass the policy to take the script in. */
export async function faultsOf(page: Page): Promise<string[]> {
  const there = await page.evaluate(() => "axe" in globalThis);
  if (!there) await page.addScriptTag({ path: source });
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    return (await axe.run(document, { runOnly: tags })).violations;
  });
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`),
    );
}
