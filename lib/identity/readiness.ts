import type { Rules } from "@/lib/policy/policy";

type Facts = {
  hasApp: boolean;
  codesLeft: number;
  passkeys: readonly string[];
  /** The last digits of the recovery phone, where a text to it gets somebody in now. */
  phone: string | null;
  rules: Pick<Rules, "recovery">;
};

export type WayBack =
  | { kind: "passkey"; name: string }
  | { kind: "backup_code"; left: number }
  | { kind: "text"; digits: string };

export type Readiness = { needed: boolean; ways: WayBack[]; supportHelps: boolean };

/** "What if you lose your phone today?": only ways that exist and that the rules let work now. */
export function readinessOf({ hasApp, codesLeft, passkeys, phone, rules }: Facts): Readiness {
  const may = (way: Rules["recovery"][number]) => rules.recovery.includes(way);
  return {
    needed: hasApp || passkeys.length > 0,
    ways: [
      ...passkeys.map((name) => ({ kind: "passkey", name }) as const),
      ...(codesLeft > 0 && may("backup_code") ? [{ kind: "backup_code", left: codesLeft } as const] : []),
      ...(phone && may("text") ? [{ kind: "text", digits: phone } as const] : []),
    ],
    supportHelps: may("support"),
  };
}
