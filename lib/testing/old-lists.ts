import { and, asc, eq } from "drizzle-orm";
import { legacyAccounts, legacyImports } from "@/db/schema/legacy";
import { enterTenant, lookUp, withSystem, withTenantFor } from "@/lib/access/doors";
import { allRowsOf, readOldList } from "@/lib/migration/read-old-list";
import { runCheck } from "@/lib/migration/run-check";
import { beginList, endList, inParts, takeInPart } from "@/lib/migration/take-in";
import type { newActor } from "./factories";

type Ada = Awaited<ReturnType<typeof newActor>>;

async function* piece(text: string) {
  yield text;
}

export const rowsIn = async (text: string) => allRowsOf(await readOldList(piece(text)));

type Options = { source?: string; by?: "operator" | "person" };

/** Takes in a list as an upload does, or the operator's command; gives its id. */
export async function brought(ada: Ada, text: string, { source = "HomeTrak", by = "person" }: Options = {}) {
  const rows = await rowsIn(text);
  const begun = { tenant: ada.tenant, identityId: ada.self.identityId, requestId: "test" };
  const within = <T>(work: (tx: Parameters<typeof beginList>[0]) => Promise<T>): Promise<T> =>
    by === "person"
      ? withTenantFor(begun, "people.invite", work)
      : withSystem("import old accounts", async (tx) => {
          await enterTenant(tx, ada.tenantId);
          return work(tx);
        });
  const channel = by === "person" ? "upload" : "operator";
  const importId = await within((tx) => beginList(tx, { channel, source, ignored: [] }));
  for (const part of inParts(rows)) await within((tx) => takeInPart(tx, { importId, source }, part));
  await within((tx) => endList(tx, ada.tenantId, importId));
  return importId;
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
