"use server";

import { z } from "zod";
import { checkAgain, ListChoice } from "@/lib/migration/check-again";
import { forgetHashes, SchemeChoice } from "@/lib/migration/forget-hashes";
import { LeavingOut, leaveOutTogether, TakingIn, takeInTogether } from "@/lib/migration/leave-out-together";
import { AccountLink, linkAccount } from "@/lib/migration/link-account";
import { mapRole, RoleMapping } from "@/lib/migration/map-role";
import { AccountChange, AccountMark, changeAccount, markAccount } from "@/lib/migration/mend";
import { ColumnsSaid, leaveOldList, OldListChoice, sayColumns } from "@/lib/migration/say-columns";
import { tenantAction } from "@/lib/web/tenant-action";

export const saveAccount = tenantAction({
  permission: "migration.run",
  input: AccountChange,
  run: changeAccount,
});

export const mark = tenantAction({ permission: "migration.run", input: AccountMark, run: markAccount });

export const leaveOutAll = tenantAction({
  permission: "migration.run",
  input: LeavingOut,
  run: leaveOutTogether,
  next: (_, tenant) => `/t/${tenant}/settings/migration/accounts?standing=left_out`,
});

export const takeInAll = tenantAction({
  permission: "migration.run",
  input: TakingIn,
  run: takeInTogether,
});

export const link = tenantAction({ permission: "migration.run", input: AccountLink, run: linkAccount });

export const forget = tenantAction({ permission: "migration.run", input: SchemeChoice, run: forgetHashes });

export const saveRole = tenantAction({
  permission: "migration.run",
  input: RoleMapping,
  run: mapRole,
  done: () => ({ key: "role_mapped" }),
});

export const check = tenantAction({ permission: "migration.run", input: ListChoice, run: checkAgain });

export const saveColumns = tenantAction({
  permission: "migration.run",
  input: ColumnsSaid,
  run: sayColumns,
  next: (importId, tenant) => `/t/${tenant}/settings/migration/import/${importId}`,
});

export const leaveList = tenantAction({
  permission: "migration.run",
  input: OldListChoice,
  run: leaveOldList,
  next: (_, tenant) => `/t/${tenant}/settings/migration/import`,
});

/** Proves who it is before a list is chosen: a file that was sent cannot be asked for its owner afterwards. */
export const proveFirst = tenantAction({
  permission: "migration.run",
  input: z.strictObject({}),
  run: async () => undefined,
  next: (_, tenant) => `/t/${tenant}/settings/migration/import`,
});
