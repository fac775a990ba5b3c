import { and, asc, eq } from "drizzle-orm";
import { legacyAccounts, legacyImports } from "@/db/schema/legacy";
import {
  enterTenant,
  lookUp,
  type SystemTx,
  type TenantTx,
  withSystem,
  withTenantFor,
} from "@/lib/access/doors";
import { bringList } from "@/lib/migration/bring-list";
import { surely } from "@/lib/migration/columns-in-words";
import { allRowsOf, oldRowsOf, openOldSheet } from "@/lib/migration/read-old-list";
import { runCheck } from "@/lib/migration/run-check";
import { beginList, endList, inParts, takeInPart } from "@/lib/migration/take-in";
import type { newActor } from "./factories";

type Ada = Awaited<ReturnType<typeof newActor>>;

async function* piece(text: string) {
  yield text;
}

const sheetIn = (text: string) => openOldSheet(piece(text));

export async function rowsIn(text: string) {
  const sheet = await sheetIn(text);
  return allRowsOf(oldRowsOf(sheet, surely(sheet.first, sheet.sample)));
}

type Options = { source?: string; by?: "operator" | "person"; isAsked?: boolean };

async function byOperator(ada: Ada, text: string, source: string): Promise<string> {
  const rows = await rowsIn(text);
  const within = <T>(work: (tx: SystemTx) => Promise<T>): Promise<T> =>
    withSystem("import old accounts", async (tx) => {
      await enterTenant(tx, ada.tenantId);
      return work(tx);
    });
  const importId = await within((tx) => beginList(tx, { channel: "operator", source, ignored: [] }));
  for (const part of inParts(rows)) await within((tx) => takeInPart(tx, { importId, source }, part));
  await within((tx) => endList(tx, ada.tenantId, importId));
  return importId;
}

/** Takes in a list as an upload does, or the operator's command; gives its id. */
export async function brought(
  ada: Ada,
  text: string,
  { source = "HomeTrak", by = "person", isAsked = false }: Options = {},
): Promise<string> {
  if (by === "operator") return byOperator(ada, text, source);
  const begun = { tenant: ada.tenant, identityId: ada.self.identityId, requestId: "test" };
  const within = <T>(work: (tx: TenantTx) => Promise<T>) => withTenantFor(begun, "people.invite", work);
  return bringList(within, { channel: "upload", source }, piece(text), isAsked);
}

/** What the worker does once it has the job. */
export const checked = (ada: Ada, importId: string, most?: number) =>
  runCheck({ tenantId: ada.tenantId, importId }, most);

/** Brought and checked; gives the list's id. */
export async function imported(ada: Ada, text: string, options?: Options): Promise<string> {
  const importId = await brought(ada, text, options);
  await checked(ada, importId);
  return importId;
}

/** The tenant's old accounts in the order of their lines. */
export const accountsNow = (ada: Ada) =>
  lookUp("import old accounts", (db) =>
    db
      .select()
      .from(legacyAccounts)
      .where(eq(legacyAccounts.tenantId, ada.tenantId))
      .orderBy(asc(legacyAccounts.line), asc(legacyAccounts.createdAt)),
  );

export async function listNow(ada: Ada, importId: string) {
  const [found] = await lookUp("import old accounts", (db) =>
    db
      .select()
      .from(legacyImports)
      .where(and(eq(legacyImports.tenantId, ada.tenantId), eq(legacyImports.id, importId))),
  );
  if (!found) throw new Error("no such list");
  return found;
}
