"use client";

import Link from "next/link";
import { buttonClass } from "@/components/button";
import { PassageLine } from "@/components/passage-line";
import { StatusTag } from "@/components/status-tag";
import type { PersonRow } from "./person-row";
import { UndoForm } from "./undo-form";

type Props = { rows: readonly PersonRow[]; label: string; undoLabel: string };

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
export function PeopleCards({ rows, label, undoLabel }: Props) {
  return (
    <ul className="cards" aria-label={label}>
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
