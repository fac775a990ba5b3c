import { z } from "zod";
import type { SearchParams } from "@/lib/search-params";
import { PolicyFields, presetNames, waysBack } from "./fields";
import { LENGTH_ALONE, type Policy } from "./policy";
import { presets } from "./presets";

const draft = {
  ...PolicyFields.shape,
  preset: z.enum(presetNames),
  // Nobody may be left without a way back.
  recovery: z.array(z.enum(waysBack)).min(1, "policy_recovery").max(3),
};

function refuseShortAlone(
  { secondStep, passwordLength }: Pick<Policy, "secondStep" | "passwordLength">,
  context: z.RefinementCtx,
): void {
  if (secondStep === "offered" && passwordLength < LENGTH_ALONE)
    context.addIssue({ code: "custom", path: ["passwordLength"], message: "policy_length_alone" });
}

/** All rules as a tenant wants them; fields that do not fit together are told at one of them. */
export const PolicyDraft = z.strictObject(draft).superRefine(refuseShortAlone);
export type PolicyDraft = z.output<typeof PolicyDraft>;

/** The same once its effects have been looked at; `seen` is the policy they were told for. */
export const PolicySaving = z
  .strictObject({ ...draft, reviewed: z.literal("yes"), seen: z.string().max(100) })
  .superRefine(refuseShortAlone);
export type PolicySaving = z.output<typeof PolicySaving>;

const fieldNames = PolicyFields.keyof().options;

const same = (one: unknown, other: unknown) => String(one) === String(other);

/** In one order, so that lists can be compared. */
const inOrder = (ways: Policy["recovery"]) => waysBack.filter((way) => ways.includes(way));
const ordered = <P extends PolicyFields>(policy: P): P => ({ ...policy, recovery: inOrder(policy.recovery) });

/** The fields in which two sets of rules differ. */
export function differingFields(one: PolicyFields, other: PolicyFields) {
  const [a, b] = [ordered(one), ordered(other)];
  return fieldNames.filter((name) => !same(a[name], b[name]));
}

/** What is stored: the preset, and of the fields only what differs from it. */
export function toStore({ preset, ...fields }: Policy): Record<string, unknown> {
  const wished = ordered(fields);
  const adjusted = differingFields(wished, presets[preset]).map((name) => [name, wished[name]]);
  return { preset, ...Object.fromEntries(adjusted) };
}

/** A draft as an address, short and without anything secret. */
export function queryOf({ preset, ...fields }: Policy): string {
  const query = new URLSearchParams({ preset });
  for (const name of differingFields(fields, presets[preset]))
    for (const value of [fields[name]].flat()) query.append(name, String(value));
  return query.toString();
}

/** The draft of an address: a preset, and what is adjusted over it. Null when there is none, or it is damaged. */
export function draftOfQuery(query: SearchParams): PolicyDraft | null {
  const preset = presetNames.find((name) => name === query.preset);
  if (!preset) return null;
  const named = fieldNames
    .filter((name) => query[name] !== undefined)
    .map((name) => [name, name === "recovery" ? [query[name]].flat() : query[name]] as const);
  const parsed = PolicyDraft.safeParse({ preset, ...presets[preset], ...Object.fromEntries(named) });
  return parsed.success ? parsed.data : null;
}
