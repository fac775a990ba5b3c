import { getFormatter } from "next-intl/server";

/** A number as the language writes it: 12,431 or 12.431. */
export async function Count({ of }: { of: number }) {
  return (await getFormatter()).number(of);
}
