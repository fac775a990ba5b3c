import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Facts } from "@/components/facts";
import type { Policy } from "@/lib/policy/policy";
import { type GroupName, groupNames, groups } from "./field-groups";
import { PolicyField } from "./policy-field";
import { valueWords } from "./value-words";

async function Group({ name, children }: { name: GroupName; children: ReactNode }) {
  const t = await getTranslations("policy.groups");
  return (
    <section className="settings section" aria-labelledby={`rules-${name}`}>
      <div>
        <h2 id={`rules-${name}`}>{t(`${name}.title`)}</h2>
        <p className="hint">{t(`${name}.hint`)}</p>
      </div>
      <div className="stack">{children}</div>
    </section>
  );
}

/** The rules as fields. */
export function RuleFields({ policy }: { policy: Policy }) {
  return groupNames.map((name) => (
    <Group key={name} name={name}>
      {groups[name].map((field) => (
        <PolicyField key={field} name={field} policy={policy} />
      ))}
    </Group>
  ));
}

/** The rules as facts, for who may only read them. */
export async function RuleFacts({ policy }: { policy: Policy }) {
  const t = await getTranslations("policy.fields");
  const say = await valueWords();
  return groupNames.map((name) => (
    <Group key={name} name={name}>
      <Facts
        facts={groups[name].map((field) => ({ name: t(`${field}.label`), value: say(field, policy) }))}
      />
    </Group>
  ));
}

const fixed = [
  "lists",
  "hashing",
  "once",
  "limits",
  "notices",
  "elevated",
  "link",
  "secrets",
  "log",
  "again",
] as const;

/** What no tenant can turn off. */
export async function FixedRules() {
  const t = await getTranslations("policy.fixed");
  return (
    <section className="settings section" aria-labelledby="rules-fixed">
      <div>
        <h2 id="rules-fixed">{t("title")}</h2>
        <p className="hint">{t("hint")}</p>
      </div>
      <div className="prose">
        <ul>
          {fixed.map((one) => (
            <li key={one}>{t(one)}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}
