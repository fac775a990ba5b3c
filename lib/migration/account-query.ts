import { z } from "zod";
import { type Position, readCursor } from "@/lib/people/cursor";
import { firstOf, type SearchParams } from "@/lib/search-params";
import { type Standing, standings } from "./counts";
import { type Waiting, waiting } from "./verdicts";

/** What of the list is wanted, as the address says it. */
export type AccountQuery = {
  q: string;
  standing: Standing | null;
  verdict: Waiting | "unread" | null;
  /** Null for all; empty for accounts without one. */
  office: string | null;
  cursor: Position | null;
};

const Words = z
  .string()
  .max(200)
  .regex(/^\P{Cc}*$/u)
  .transform((text) => text.trim())
  .catch("");
const Office = z
  .string()
  .max(200)
  .regex(/^\P{Cc}*$/u)
  .nullable()
  .catch(null);

/** Reads an address; what is unknown in it counts as absent. */
export function accountQueryOf(params: SearchParams): AccountQuery {
  const verdict = z
    .enum([...waiting, "unread"])
    .nullable()
    .catch(null)
    .parse(firstOf(params["verdict"]));
  const standing = z.enum(standings).nullable().catch(null).parse(firstOf(params["standing"]));
  return {
    q: Words.parse(firstOf(params["q"]) ?? ""),
    standing: verdict ? "waits" : standing,
    verdict,
    office: Office.parse(firstOf(params["office"]) ?? null),
    cursor: readCursor(firstOf(params["after"]), "name", false),
  };
}

/** The same as the address says it, without the place in it. */
export function accountParams({ q, standing, verdict, office }: Omit<AccountQuery, "cursor">) {
  const params = new URLSearchParams();
  if (q) params.set("q", q);
  if (verdict) params.set("verdict", verdict);
  else if (standing) params.set("standing", standing);
  if (office !== null) params.set("office", office);
  return params;
}
