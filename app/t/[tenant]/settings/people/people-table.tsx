"use client";

import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { Icon } from "@/components/icon";
import { PassageLine } from "@/components/passage-line";
import { StatusTag } from "@/components/status-tag";
import type { PersonRow } from "./person-row";
import { UndoForm } from "./undo-form";

type Props = { rows: readonly PersonRow[]; label: string; undoLabel: string; head: ReactNode };

function Passage({ row, undoLabel }: { row: PersonRow; undoLabel: string }) {
  return (
    <>
      <PassageLine gates={row.gates} label={row.gatesLabel} isPast={row.status === "left"} />
      <div className="row">
        {row.caption && <span className="cap">{row.caption}</span>}
        {row.canUndo && <UndoForm personId={row.id} label={undoLabel} />}
      </div>
    </>
  );
}

function NoteRow({ note }: { note: NonNullable<PersonRow["note"]> }) {
  return (
    <tr className="note">
      <td colSpan={6}>
        <div className="note-in">
          <Icon name={note.tone === "danger" ? "alert" : "warning"} size={18} className={`is-${note.tone}`} />
          <span>{note.text}</span>
          {note.action && (
            <Link className="btn-link" href={note.action.href} prefetch={false}>
              {note.action.label}
            </Link>
          )}
        </div>
      </td>
    </tr>
  );
}

function Row({ row, undoLabel }: { row: PersonRow; undoLabel: string }) {
  return (
    <tr className={row.note ? "has-note" : undefined}>
      <th scope="row">
        <Link className="person" href={row.href} prefetch={false}>
          {row.name}
        </Link>
        {row.email && <span className="mail">{row.email}</span>}
      </th>
      <td>{row.roles || "–"}</td>
      <td>
        <StatusTag status={row.status} label={row.statusLabel} />
      </td>
      <td>
        <Passage row={row} undoLabel={undoLabel} />
      </td>
      <td>{row.secondStep ?? "–"}</td>
      <td>{row.lastSeen ?? "–"}</td>
    </tr>
  );
}

/**
 * The list where there is room for columns; on a phone the same rows are cards.
 * The rows come as data, once for both: as elements they would weigh more than the rest of the page.
 */
export function PeopleTable({ rows, label, undoLabel, head }: Props) {
  return (
    <table className="table only-wide" aria-label={label}>
      <colgroup>
        <col />
        <col style={{ width: 150 }} />
        <col style={{ width: 132 }} />
        <col style={{ width: 168 }} />
        <col style={{ width: 108 }} />
        <col style={{ width: 108 }} />
      </colgroup>
      {head}
      <tbody>
        {rows.map((row) => (
          <Fragment key={row.id}>
            <Row row={row} undoLabel={undoLabel} />
            {row.note && <NoteRow note={row.note} />}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
