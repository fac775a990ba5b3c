import { z } from "zod";

/** What a form is checked against: strict, so that an unknown field is refused. */
export type FormSchema = z.ZodObject<z.core.$ZodLooseShape, z.core.$strict>;

// Next's own fields of a form without JavaScript, and those that are looked at apart.
const ours = new Set(["tenant", "confirmation", "confirmation-passkey"]);
const isOurs = (name: string) => !name.startsWith("$ACTION") && !ours.has(name);

const takesMany = (schema: FormSchema, name: string) => schema.shape[name] instanceof z.ZodArray;
const mayBeLeftOut = (schema: FormSchema, name: string) => schema.shape[name] instanceof z.ZodOptional;

/** What a browser posts; whoever calls an action by hand with anything else has sent an empty form. */
export const formOf = (posted: unknown): FormData => (posted instanceof FormData ? posted : new FormData());

/** The typed text by field; a field that was sent twice stays a list and is refused by its schema. */
export function typedIn(posted: FormData, schema: FormSchema): Record<string, unknown> {
  const form = formOf(posted);
  const names = [...new Set(form.keys())].filter(isOurs);
  const entries = names.map((name) => {
    const all = form.getAll(name);
    return [name, takesMany(schema, name) || all.length > 1 ? all : all[0]] as const;
  });
  const lists = Object.keys(schema.shape).filter((name) => takesMany(schema, name) && !form.has(name));
  return Object.fromEntries([
    ...entries.filter(([name, value]) => value !== "" || !mayBeLeftOut(schema, name)),
    ...lists.map((name) => [name, []] as const),
  ]);
}

/** The first fault of each field, as the key of a sentence. */
export function faultsOf(error: z.ZodError): { field: string | null; key: string }[] {
  const seen = new Set<string>();
  return error.issues.flatMap((issue) => {
    const field = typeof issue.path[0] === "string" ? issue.path[0] : null;
    if (seen.has(field ?? "")) return [];
    seen.add(field ?? "");
    return [{ field, key: /^[a-z_]+$/.test(issue.message) ? issue.message : "not_understood" }];
  });
}

const isText = (value: unknown): value is string => typeof value === "string";

/** As long as the longest field: what was typed comes back whole. */
const MOST_ECHOED = 100_000;

/** What may be shown again after a mistake. */
export const echoOf = (
  typed: Record<string, unknown>,
  names: readonly string[] | "all",
): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]): [string, string | string[]][] => {
      if (names !== "all" && !names.includes(name)) return [];
      if (isText(value)) return [[name, value.slice(0, MOST_ECHOED)]];
      return Array.isArray(value) ? [[name, value.filter(isText).slice(0, 50)]] : [];
    }),
  );
