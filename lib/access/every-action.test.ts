import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Argument, type CallExpression, type Expression, type ModuleItem, parseSync } from "@swc/core";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { lookUp, type TenantTx, withSystem, withTenant } from "@/lib/access/doors";
import { type BuiltInRole, everyPermission, type Permission, permissionsOf } from "@/lib/access/permissions";
import { sendInvitation } from "@/lib/invitations/send";
import { isRefusal } from "@/lib/refusal";
import { anyEmail, newActor, newTenant } from "@/lib/testing/factories";

const root = process.cwd();
const makers = ["tenantAction", "identityAction", "publicAction"];

const sourcesBelow = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".test.ts"))
    .map((name) => ({ name, text: readFileSync(join(root, name), "utf8") }));

const itemsOf = (text: string): ModuleItem[] =>
  parseSync(text, { syntax: "typescript", tsx: true, target: "es2022" }).body;

type Action = { name: string; maker: string; permission: string | undefined };

function textOf(argument: Argument | undefined, key: string): string | undefined {
  const given = argument?.expression;
  if (given?.type !== "ObjectExpression") return undefined;
  for (const property of given.properties) {
    if (property.type !== "KeyValueProperty" || property.key.type !== "Identifier") continue;
    if (property.key.value === key && property.value.type === "StringLiteral") return property.value.value;
  }
  return undefined;
}

const isCall = (value: Expression | undefined): value is CallExpression => value?.type === "CallExpression";

/** Everything a file gives away: each must be made by one of the three edges. */
function actionsIn({ name: file, text }: { name: string; text: string }): Action[] {
  return itemsOf(text)
    .filter((item) => item.type.startsWith("Export"))
    .flatMap((item): Action[] => {
      if (item.type !== "ExportDeclaration") return [{ name: file, maker: item.type, permission: undefined }];
      if (item.declaration.type !== "VariableDeclaration")
        return [{ name: file, maker: item.declaration.type, permission: undefined }];
      return item.declaration.declarations.map(({ id, init }) => {
        const name = `${file} ${id.type === "Identifier" ? id.value : ""}`;
        if (!isCall(init) || init.callee.type !== "Identifier")
          return { name, maker: "something else", permission: undefined };
        return { name, maker: init.callee.value, permission: textOf(init.arguments[0], "permission") };
      });
    });
}

const files = sourcesBelow("app").filter(({ text }) => /^\s*"use server"/.test(text));
const actions = files.flatMap(actionsIn);

describe("every server action", () => {
  test("is found", () => {
    expect(files.length).toBeGreaterThan(5);
    expect(actions.length).toBeGreaterThanOrEqual(files.length);
    // A directive inside a function would make an action that no edge guards.
    const inner = sourcesBelow("app").filter(({ text }) => /[^\n]"use server"|\n\s+"use server"/.test(text));
    expect(inner).toEqual([]);
  });

  test.each(actions)("$name is made by one of the three edges", ({ maker }) => {
    expect(makers).toContain(maker);
  });

  test.each(actions.filter(({ maker }) => maker === "tenantAction"))(
    "$name asks for a permission of the list",
    ({ permission }) => {
      expect(everyPermission).toContain(permission);
    },
  );
});

type Kind = BuiltInRole | "suspended" | "left" | "stranger";
const kinds: Kind[] = ["owner", "administrator", "manager", "member", "suspended", "left", "stranger"];
const actors = new Map<Kind, Actor>();

const actorOf = (kind: Kind): Actor => {
  const actor = actors.get(kind);
  if (!actor) throw new Error(`nobody is ${kind}`);
  return actor;
};

const stop = (personId: string, column: string) =>
  withSystem("housekeeping", (tx) =>
    tx.execute(sql`update people set ${sql.identifier(column)} = now() where id = ${personId}`),
  );

beforeAll(async () => {
  const home = await newTenant();
  for (const role of ["owner", "administrator", "manager", "member"] as const)
    actors.set(role, await newActor(role, home));
  for (const [kind, column] of [
    ["suspended", "suspended_at"],
    ["left", "left_at"],
  ] as const) {
    const actor = await newActor("owner", home);
    await stop(actor.personId, column);
    actors.set(kind, actor);
  }
  actors.set("stranger", { ...(await newActor("owner")), tenant: home.slug });
});

function expected(kind: Kind, permission: Permission): string {
  if (kind === "suspended") return "paused";
  if (kind === "left" || kind === "stranger") return "not_found";
  return permissionsOf({ builtIn: kind, permissions: [] }).includes(permission) ? "opens" : "not_permitted";
}

async function answerTo(actor: Actor, permission: Permission): Promise<string> {
  try {
    return await withTenant(actor, permission, async () => "opens");
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
}

describe.each(everyPermission)("%s", (permission) => {
  test.each(kinds)("opens for somebody who is %s exactly when the table says so", async (kind) => {
    expect(await answerTo(actorOf(kind), permission)).toBe(expected(kind, permission));
  });
});

type Verb = { name: string; file: string; permission: Permission };

/** Verbs of a tenant's door that are told of a person by an id. */
// `userNameFor` only gives back, in stored form, the name it was told.
const verbs: Verb[] = sourcesBelow("lib").flatMap(({ name: file, text }) => {
  const heads = text.matchAll(/export async function (\w+)\(\s*tx: TenantTx<"([\w.]+)"[^>]*>,\s*([^)]*)\)/g);
  return [...heads]
    .filter(
      ([, name, , parameters]) => /personId|^id: string/.test(parameters ?? "") && name !== "userNameFor",
    )
    .map(([, name = "", permission]) => ({ name, file, permission: permission as Permission }));
});

type Run = (tx: TenantTx, input: unknown) => Promise<unknown>;

describe("a verb that is told of another tenant's person", () => {
  let ada: Awaited<ReturnType<typeof newActor>>;
  let theirs: { personId: string; invitationId: string };
  let their: Awaited<ReturnType<typeof newActor>>;

  beforeAll(async () => {
    [ada, their] = [await newActor("owner"), await newActor("owner")];
    const draft = { email: anyEmail(), roles: [their.home.roles.member] };
    theirs = await withTenant(their, "people.invite", (tx) => sendInvitation(tx, draft));
  });

  /** All rows of a tenant, as text. */
  async function rowsOf(tenantId: string): Promise<string[]> {
    const tables = [
      "people",
      "person_roles",
      "roles",
      "invitations",
      "activation_codes",
      "tokens",
      "messages",
      "imports",
      "import_rows",
      "dead_addresses",
      "events",
    ];
    const rows = await Promise.all(
      tables.map((table) =>
        lookUp("housekeeping", async (db) => [
          ...(await db.execute(
            sql`select t::text as row from ${sql.identifier(table)} t where tenant_id = ${tenantId} order by 1`,
          )),
        ]),
      ),
    );
    return rows.flat().map(({ row }) => String(row));
  }

  test("is one of these at least", () => {
    const known = ["resendInvitation", "withdrawInvitation", "changeAddress", "personOf"];
    expect(verbs.map(({ name }) => name)).toEqual(expect.arrayContaining(known));
  });

  test.each(verbs)(
    "$name refuses or finds nothing, and nothing changes on either side",
    async ({ name, file, permission }) => {
      const module: Record<string, unknown> = await import(join(root, file));
      const run = module[name] as Run;
      const input = {
        ...theirs,
        id: theirs.personId,
        email: anyEmail(),
        roles: [ada.home.roles.member],
        name: "Eve",
      };
      const before = [await rowsOf(ada.tenantId), await rowsOf(their.tenantId)];
      expect(before[1]?.length).toBeGreaterThan(5);
      // Some verbs take the id alone.
      const given = sourceTakesId(file, name) ? theirs.personId : input;
      const outcome = await withTenant(ada, permission, (tx) => run(tx, given)).catch((error) => error);
      expect(isRefusal(outcome) || isNothing(outcome)).toBe(true);
      expect([await rowsOf(ada.tenantId), await rowsOf(their.tenantId)]).toEqual(before);
    },
  );
});

/** A no, a list of nothing, or a page of one, says as little as a refusal. */
function isNothing(outcome: unknown): boolean {
  if (outcome === false) return true;
  const { items } = z.object({ items: z.array(z.unknown()) }).safeParse(outcome).data ?? { items: outcome };
  return Array.isArray(items) && items.length === 0;
}

const sourceTakesId = (file: string, name: string) =>
  new RegExp(`function ${name}\\(\\s*tx: [^,]+,\\s*(id|personId): string`).test(
    readFileSync(join(root, file), "utf8"),
  );
