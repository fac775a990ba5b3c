import type { OwnTenant } from "@/lib/tenants/own";

export const steps = ["company", "rules", "owner", "people"] as const;
export type Step = (typeof steps)[number];

/** What a new company does first; null once all of it is done. */
export function firstSteps(
  { accent, contact, policy }: Pick<OwnTenant, "accent" | "contact" | "policy">,
  { owners, people }: { owners: number; people: number },
): Record<Step, boolean> | null {
  const done = {
    company: accent !== null && Boolean(contact.phone || contact.email),
    // Saving the rules writes down the preset, also when it is the one there was.
    rules: Object.keys(policy).length > 0,
    owner: owners > 1,
    people: people > 1,
  };
  return steps.every((step) => done[step]) ? null : done;
}
