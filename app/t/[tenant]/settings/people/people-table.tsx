"use client";

import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { Icon } from "@/components/icon";
import { PassageLine } from "@/components/passage-line";
import { StatusTag } from "@/components/status-tag";
import { TenantForm } from "@/components/tenant-form";
import { undo } from "./actions";
import type { PersonRow } from "./person-row";
import { SELECTION } from "./selection";
import { as } from "./table-roles";

/** `select` has a blank for the name; without it nobody can be selected. */
type Words = { label: string; undo: string; select: string | null };
type Props = { rows: readonly PersonRow[]; words: Words; head: ReactNode };

function Passage({ row, undoLabel }: { row: PersonRow; undoLabel: string }) {
  return (
    <>
      <PassageLine gates={row.gates} label={row.gatesLabel} isPast={row.status === "left"} />
      <div className="row">
        {row.caption && <span className="cap">{row.caption}</span>}
        {row.canUndo && (
          <TenantForm action={undo} hidden={{ personId: row.id }} submit={undoLabel} look="link" inline />
        )}
      </div>
    </>
  );
}

function NoteRow({ note, isPicked }: { note: NonNullable<PersonRow["note"]>; isPicked: boolean }) {
  return (
    <tr {...as.row} className="note">
      {isPicked && <td {...as.cell} className="pick" />}
      <td {...as.cell} colSpan={6}>
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

function Pick({ row, select }: { row: PersonRow; select: string }) {
  return (
    <td {...as.cell} className="pick">
      <input
        className="check"
        type="checkbox"
        name="id"
        value={row.id}
        form={SELECTION}
        aria-label={select.replace("{name}", row.name)}
      />
    </td>
  );
}

function Row({ row, words }: { row: PersonRow; words: Words }) {
  return (
    <tr {...as.row} className={row.note ? "has-note" : undefined}>
      {words.select && <Pick row={row} select={words.select} />}
      <th {...as.name}>
        <Link className="person" href={row.href} prefetch={false}>
          {row.name}
        </Link>
        {row.email && <span className="mail">{row.email}</span>}
      </th>
      <td {...as.cell} className="roles">
        {row.roles || "–"}
      </td>
      <td {...as.cell} className="status">
        <StatusTag status={row.status} label={row.statusLabel} />
      </td>
      <td {...as.cell} className="way">
        <Passage row={row} undoLabel={words.undo} />
      </td>
      <td {...as.cell} className="extra">
        {row.secondStep ?? "–"}
      </td>
      <td {...as.cell} className="extra">
        {row.lastSeen ?? "–"}
      </td>
    </tr>
  );
}

/**
 * The list, each row drawn once: columns where there is room, on a phone cards by the style sheet alone.
 * The rows come as data: as elements they would weigh more than the rest of the page.
 */
export function PeopleTable({ rows, words, head }: Props) {
  return (
    <table {...as.table} className="table people" aria-label={words.label}>
      <colgroup>
        {words.select && <col style={{ width: 44 }} />}
        <col />
        <col style={{ width: 124 }} />
        <col style={{ width: 148 }} />
        <col style={{ width: 160 }} />
        <col style={{ width: 96 }} />
        <col style={{ width: 104 }} />
      </colgroup>
      {head}
      <tbody {...as.group}>
        {rows.map((row) => (
          <Fragment key={row.id}>
            <Row row={row} words={words} />
            {row.note && <NoteRow note={row.note} isPicked={words.select !== null} />}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
