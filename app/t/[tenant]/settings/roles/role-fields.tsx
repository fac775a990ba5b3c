"use client";

import { use } from "react";
import { Field } from "@/components/field";
import { FormContext, useFieldState } from "@/components/form-context";

export type PermissionChoice = { value: string; label: string; power: boolean; disabled: boolean };
export type PermissionGroup = { name: string; title: string; choices: PermissionChoice[] };

export type RoleFieldWords = {
  name: string;
  nameHint: string;
  permissions: string;
  permissionsHint: string;
  power: string;
  notYours: string;
};

type Props = {
  words: RoleFieldWords;
  groups: PermissionGroup[];
  given: { name: string; permissions: string[] };
};

type GroupProps = Pick<Props, "words"> & { group: PermissionGroup; chosen: readonly string[] };

function hintOf({ power, disabled }: PermissionChoice, words: RoleFieldWords): string {
  return [power ? words.power : "", disabled ? words.notYours : ""].filter(Boolean).join(" ");
}

function Group({ group, words, chosen }: GroupProps) {
  return (
    <fieldset className="field">
      <legend>{group.title}</legend>
      <div className="choices">
        {group.choices.map((choice) => {
          const id = `permission-${choice.value.replace(".", "-")}`;
          const hint = hintOf(choice, words);
          const isOn = chosen.includes(choice.value);
          return (
            <label key={choice.value} className="choice" htmlFor={id}>
              <input
                key={String(isOn)}
                className="check"
                type="checkbox"
                id={id}
                name="permissions"
                value={choice.value}
                defaultChecked={isOn}
                disabled={choice.disabled}
                aria-describedby={hint ? `${id}-hint` : undefined}
              />
              <span>
                {choice.label}
                {hint && (
                  <span className="hint" id={`${id}-hint`}>
                    {hint}
                  </span>
                )}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

/** Once it has been said what the change means for people, saving again is the answer. */
function Reviewed() {
  const { state } = use(FormContext);
  return state.code === "role_becomes_elevated" ? <input type="hidden" name="reviewed" value="yes" /> : null;
}

/** A role's name, and what it allows, one by one. */
export function RoleFields({ words, groups, given }: Props) {
  const field = useFieldState("permissions", false);
  const chosen = field.isReturned ? field.values : given.permissions;
  return (
    <>
      <Field
        name="name"
        label={words.name}
        hint={words.nameHint}
        defaultValue={given.name}
        maxLength={120}
        autoComplete="off"
      />
      <div className="stack-8">
        <h2 className="lead">{words.permissions}</h2>
        <p className="hint">{words.permissionsHint}</p>
      </div>
      {groups.map((group) => (
        <Group key={group.name} group={group} words={words} chosen={chosen} />
      ))}
      <Reviewed />
    </>
  );
}
