import { z } from "zod";
import type { TenantTx } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";
import { pageOfPeople, peopleByIds } from "./list";
import { type ListQuery, queryIn } from "./list-query";
import type { ListedPerson } from "./listed-person";

/** So many people are changed at once: one transaction, in which nobody else of the company can save. */
export const MOST_AT_ONCE = 500;

export const selectionFields = {
  /** The list that was looked at, as its address says it. */
  query: z.string().max(2000, "not_understood"),
  /** Everybody who matches, and not only who was ticked. */
  all: z.literal("yes").optional(),
  id: z.array(z.uuid("not_found")).max(MOST_AT_ONCE, "not_understood"),
};

export const Selection = z.strictObject(selectionFields);
export type Selection = z.output<typeof Selection>;

/** What is meant: a list of people, or the filter itself. */
export const wholeQuery = ({ all, query }: Selection): ListQuery | null =>
  all === "yes" ? { ...queryIn(query), cursor: null } : null;

/** The people of the open tenant that are meant now; too many are refused rather than cut off. */
export async function selectedPeople(tx: TenantTx, selection: Selection): Promise<ListedPerson[]> {
  const query = wholeQuery(selection);
  if (!query) return peopleByIds(tx, selection.id);
  const { people, next } = await pageOfPeople(tx, query, new Date(), MOST_AT_ONCE);
  if (next) throw new Refusal("too_many_people", { most: MOST_AT_ONCE });
  return people;
}
