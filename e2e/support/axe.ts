import { expect, type Page } from "@playwright/test";
import axe from "axe-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const GRAVE = ["serious", "critical"];

/** What axe-core finds serious or critical on this page. */
export async function faultsOf(page: Page): Promise<string[]> {
  // On the way from one page to the next the title comes last; one that has none fails here.
  await expect(page).toHaveTitle(/./);
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  // Told in the page, and only what is wrong: the whole result is a megabyte.
  return page.evaluate(
    async ({ tags, grave }) => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
        runOnly: tags,
        resultTypes: ["violations"],
      });
      return violations
        .filter(({ impact }) => grave.includes(impact ?? ""))
        .flatMap(({ id, nodes }) =>
          nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`),
        );
    },
    { tags: TAGS, grave: GRAVE },
  );
}
