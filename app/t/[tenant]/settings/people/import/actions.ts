"use server";

import {
  ColumnChange,
  changeColumns,
  changeRow,
  changeTerms,
  markRow,
  RowChange,
  RowMark,
  TermsChange,
} from "@/lib/imports/change";
import { ImportChoice, ImportStart, startImport } from "@/lib/imports/start";
import { cancelImport, pauseImport, resumeImport } from "@/lib/imports/steer";
import { undoImport } from "@/lib/imports/undo";
import { tenantAction } from "@/lib/web/tenant-action";
import { importPath } from "../list-href";

export const saveRow = tenantAction({ permission: "people.invite", input: RowChange, run: changeRow });

export const mark = tenantAction({ permission: "people.invite", input: RowMark, run: markRow });

export const saveColumns = tenantAction({
  permission: "people.invite",
  input: ColumnChange,
  run: changeColumns,
  next: (_, tenant, { importId }) => importPath(tenant, importId),
});

export const saveTerms = tenantAction({
  permission: "people.invite",
  input: TermsChange,
  run: changeTerms,
  next: (_, tenant, { importId, see }) => (see ? `${importPath(tenant, importId)}?see=mail#mail` : null),
});

export const start = tenantAction({
  permission: "people.invite",
  input: ImportStart,
  run: startImport,
  next: (_, tenant, { importId }) => importPath(tenant, importId),
});

export const pause = tenantAction({ permission: "people.invite", input: ImportChoice, run: pauseImport });

export const resume = tenantAction({ permission: "people.invite", input: ImportChoice, run: resumeImport });

export const cancel = tenantAction({ permission: "people.invite", input: ImportChoice, run: cancelImport });

export const undoAll = tenantAction({ permission: "people.invite", input: ImportChoice, run: undoImport });
