"use server";

import { UndoDraft, undoMove } from "@/lib/migration/undo-move";
import { tenantAction } from "@/lib/web/tenant-action";
import { personPath } from "../../list-href";

export const takeMoveBack = tenantAction({
  permission: "migration.run",
  input: UndoDraft,
  run: undoMove,
  next: (_, tenant, { personId }) => `${personPath(tenant, personId)}?told=move_undone`,
});
