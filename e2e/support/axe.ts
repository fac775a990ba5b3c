import type { Page } from "@playwright/test";
import axe, { type AxeResults } from "axe-core";

type InPage = { axe: { run: (root: Document, options: object) => Promise<AxeResults> } };

const grave = ["serious", "critical"];

/** What axe-core finds serious or critical on this page; its context must bypass the policy to take the script in. */
export async function faultsOf(page: Page): Promise<string[]> {
  const isThere = await page.evaluate(() => "axe" in globalThis);
  if (!isThere) await page.addScriptTag({ content: axe.source });
  const { violations } = await page.evaluate(async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    return (globalThis as unknown as InPage).axe.run(document, { runOnly: tags });
  });
  return violations
    .filter(({ impact }) => grave.includes(impact ?? ""))
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`),
    );
}
