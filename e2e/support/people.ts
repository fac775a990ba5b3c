import { expect, type Page } from "@playwright/test";
import type { Tenant } from "@/lib/testing/factories";

/** Settings > People, and what is behind it. */
export const listOf = ({ slug }: Pick<Tenant, "slug">, more = "") => `/t/${slug}/settings/people${more}`;
export const personPath = (tenant: Pick<Tenant, "slug">, id: string) => listOf(tenant, `/${id}`);

/** Once the list hears its keys: its script comes after its picture. */
export async function keysWork(page: Page): Promise<void> {
  const search = page.getByRole("searchbox");
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(search).toBeFocused({ timeout: 250 });
  }).toPass({ timeout: 10_000 });
  await search.blur();
}

/** The row of a table in which somebody's name stands. */
export const row = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(name) });
