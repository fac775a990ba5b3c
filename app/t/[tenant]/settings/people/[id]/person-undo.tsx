import { getLocale, getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import type { Managing } from "@/lib/people/managing";
import type { LastStep } from "@/lib/people/undoable";
import { roleNamer } from "../../../role-names";
import { readManaging } from "./read-managing";
import { UndoForms, type UndoWay } from "./undo-forms";

const said = {
  "person.suspended": "suspended",
  "person.removed": "removed",
  "person.roles_changed": "roles",
  "person.restored": "restored",
  "invitation.withdrawn": "withdrawn",
  "invitation.reopened": "reopened",
} as const satisfies Partial<Record<LastStep["action"], string>>;

const isSaid = (action: LastStep["action"]): action is keyof typeof said => action in said;

function rolesBefore({ may, isSelf }: Managing, { details }: LastStep): UndoWay | null {
  const before = details["before"];
  return may.changeRoles && !isSelf && Array.isArray(before) && before.length > 0
    ? { act: "roles", roles: before }
    : null;
}

/** The inverse of what was done, where it has one that the reader may do. */
function undoOf(managing: Managing, last: LastStep): UndoWay | null {
  const { may } = managing;
  switch (last.action) {
    case "person.suspended":
      return may.restore ? { act: "restore" } : null;
    case "person.removed":
      return may.bringBack ? { act: "bringBack" } : null;
    case "person.roles_changed":
      return rolesBefore(managing, last);
    case "invitation.withdrawn":
      return { act: "reopen" };
    default:
      return null;
  }
}

/** What one did to somebody a moment ago, and for half a minute the way back; made by the server from the log. */
export async function PersonUndo({ tenant, id }: { tenant: string; id: string }) {
  const managing = await readManaging(tenant, id);
  const { last, person } = managing;
  if (!last || !isSaid(last.action)) return null;
  const t = await getTranslations("manage");
  const nameOf = await roleNamer();
  const roles = new Intl.ListFormat(await getLocale(), { type: "conjunction" }).format(
    person.roles.map(nameOf),
  );
  const way = undoOf(managing, last);
  return (
    <div role="status">
      <Callout tone="ok">
        <p>
          {t(`did.${said[last.action]}`, { name: person.name, roles })}{" "}
          {way && t("undoSeconds", { seconds: last.secondsLeft })}
        </p>
        {way && <UndoForms personId={id} way={way} label={t("undo")} seconds={last.secondsLeft} />}
      </Callout>
    </div>
  );
}
