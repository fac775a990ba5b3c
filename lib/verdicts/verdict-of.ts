import { type Gate, passageOf } from "@/lib/people/status";
import { type Code, rules } from "./rules";
import type { Evidence, Facts, NextAction, Tone, Values } from "./verdict";

export type Verdict = {
  code: Code;
  tone: Tone;
  next: NextAction;
  values: Values;
  evidence: readonly Evidence[];
  /** The gate the person stands before. */
  gate: Gate | null;
};

/** How things stand with a person, on what that rests, and what to do next. */
export function verdictOf(facts: Facts, now: Date): Verdict {
  const rule = rules.find(({ when }) => when(facts, now));
  if (!rule) throw new Error("the last rule holds for everybody");
  const { code, tone, next } = rule;
  const { values = {}, evidence } = rule.say(facts, now);
  return { code, tone, next, values, evidence, gate: passageOf(facts.moments, now).here };
}
