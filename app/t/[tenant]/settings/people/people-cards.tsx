import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { buttonClass } from "@/components/button";
import { PassageLine } from "@/components/passage-line";
import { StatusTag } from "@/components/status-tag";
import type { PersonRow } from "./person-row";
import { UndoForm } from "./undo-form";

function Note({ note }: { note: NonNullable<PersonRow["note"]> }) {
  return (
    <div className="full row">
      <span className="small">{note.text}</span>
      {note.action && (
        <span className="push">
          {/* The list gives its links the room of a name; this one is a button. */}
          <Link
            className={buttonClass({ size: "sm" })}
            style={{ margin: 0 }}
            href={note.action.href}
            prefetch={false}
          >
            {note.action.label}
          </Link>
        </span>
      )}
    </div>
  );
}

/** The list on a phone: name and status, role and passage, then the one next act. */
export async function PeopleCards({ rows, undoLabel }: { rows: readonly PersonRow[]; undoLabel: string }) {
  const t = await getTranslations("people");
  return (
    <ul className="cards" aria-label={t("title")}>
      {rows.map((row) => (
        <li key={row.id}>
          <span>
            <Link href={row.href} prefetch={false}>
              {row.name}
            </Link>
          </span>
          <StatusTag status={row.status} label={row.statusLabel} />
          <span className="small muted">{row.roles || "–"}</span>
          <PassageLine gates={row.gates} label={row.gatesLabel} isPast={row.status === "left"} />
          {row.note && <Note note={row.note} />}
          {row.canUndo && (
            <div className="full row">
              <span className="small">{row.caption}</span>
              <UndoForm personId={row.id} label={undoLabel} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
