import type { Page } from "@playwright/test";
import type { Tenant } from "@/lib/testing/factories";

/** Settings > People, and what is behind it. */
export const listOf = ({ slug }: Pick<Tenant, "slug">, more = "") => `/t/${slug}/settings/people${more}`;
export const personPath = (tenant: Pick<Tenant, "slug">, id: string) => listOf(tenant, `/${id}`);

/** The row of a table in which somebody's name stands. */
export const row = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(name) });
