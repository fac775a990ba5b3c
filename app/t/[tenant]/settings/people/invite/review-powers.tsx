"use client";

import { useEffect, useRef } from "react";
import { Locked } from "@/components/locked";
import { Powers } from "@/components/powers";
import type { FormState } from "@/lib/web/form-state";
import type { InviteWords } from "./invite-words";
import type { RoleCard } from "./offer";

type Props = { state: FormState; words: InviteWords; roles: readonly RoleCard[] };

const sent = ["email", "name", "userName", "language", "note", "roles", "keep"] as const;

function Kept({ values }: { values: FormState["values"] }) {
  return sent.flatMap((name) =>
    [values?.[name] ?? []]
      .flat()
      .map((value) => <input key={`${name} ${value}`} type="hidden" name={name} value={value} />),
  );
}

/** The second look: what these roles allow, one by one. What was typed is kept as it was. */
export function ReviewPowers({ state, words, roles }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const chosen = roles.filter(({ id }) => [state.values?.roles ?? []].flat().includes(id));
  const powers = [...new Set(chosen.flatMap((role) => role.powers))];
  return (
    <>
      <Kept values={state.values} />
      <input type="hidden" name="reviewed" value="yes" />
      <h3 ref={heading} tabIndex={-1}>
        {state.message}
      </h3>
      <Locked label={words.email} value={state.values?.email} />
      <Locked label={words.roles} value={chosen.map(({ name }) => name).join(", ")} />
      <p>
        {words.worksUntil} <b>{words.untilElevated}</b>
      </p>
      <section aria-label={words.review}>
        <h3>{words.review}</h3>
        <Powers powers={powers} />
      </section>
    </>
  );
}
