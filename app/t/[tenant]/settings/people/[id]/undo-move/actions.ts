"use server";

import { UndoDraft, undoMove } from "@/lib/migration/undo-move";
import { tenantAction } from "@/lib/web/tenant-action";

export const takeMoveBack = tenantAction({
  permission: "migration.run",
  input: UndoDraft,
  run: async (tx, draft) => {
    await undoMove(tx, draft);
    return draft.personId;
  },
  next: (personId, tenant) => `/t/${tenant}/settings/people/${personId}?told=move_undone`,
});
