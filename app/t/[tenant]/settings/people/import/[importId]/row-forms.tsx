"use client";

import Link from "next/link";
import { CellField } from "@/components/cell-field";
import { TenantForm } from "@/components/tenant-form";
import { resend } from "../../actions";
import { mark, saveRow } from "../actions";
import type { ReviewRow } from "./review-row";

type Roles = readonly { id: string; name: string }[];
type Props = { importId: string; row: ReviewRow; roles: Roles; words: { save: string; chooseRole: string } };

const hidden = (importId: string, row: ReviewRow) => ({
  importId,
  line: String(row.line),
  name: row.name === "–" ? "" : row.name,
});

/** The address of a row, to be typed where it needs to be. */
export function AddressCell({ importId, row, words }: Props) {
  if (row.mends !== "address") return row.email;
  return (
    <TenantForm
      key={row.email}
      action={saveRow}
      hidden={hidden(importId, row)}
      submit={words.save}
      look="secondary"
      size="sm"
      inline
    >
      <CellField name="email" defaultValue={row.email} label={row.labels.address} isFaulty />
    </TenantForm>
  );
}

/** The role of a row, to be chosen where it needs to be. */
export function RoleCell({ importId, row, roles, words }: Props) {
  if (row.mends !== "role") return row.role;
  const given = { ...hidden(importId, row), email: row.email };
  return (
    <TenantForm action={saveRow} hidden={given} submit={words.save} look="secondary" size="sm">
      <select className="select" name="role" aria-label={row.labels.role} defaultValue="">
        <option value="">{words.chooseRole}</option>
        {roles.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </TenantForm>
  );
}

/** What can be done about a row with one press. */
export function TodoCell({ importId, row }: Pick<Props, "importId" | "row">) {
  return (
    <div className="stack-8">
      <span className="small">{row.todo}</span>
      <div className="row">
        {row.marks.map(({ mark: which, label }) => (
          <TenantForm
            key={which}
            action={mark}
            hidden={{ importId, line: String(row.line), mark: which }}
            submit={label}
            look="link"
          />
        ))}
        {row.resend && (
          <TenantForm
            action={resend}
            hidden={{ personId: row.resend.personId }}
            submit={row.resend.label}
            look="link"
          />
        )}
        {row.link && (
          <Link className="btn-link" href={row.link.href} prefetch={false}>
            {row.link.label}
          </Link>
        )}
      </div>
    </div>
  );
}
