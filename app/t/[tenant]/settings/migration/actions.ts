"use server";

import { z } from "zod";
import { checkAgain } from "@/lib/migration/check-again";
import { forgetHashes, SchemeChoice } from "@/lib/migration/forget-hashes";
import { LeavingOut, leaveOutTogether, TakingIn, takeInTogether } from "@/lib/migration/leave-out-together";
import { AccountLink, linkAccount } from "@/lib/migration/link-account";
import { ListChoice } from "@/lib/migration/lists";
import { mapRole, RoleMapping } from "@/lib/migration/map-role";
import { AccountChange, AccountMark, changeAccount, markAccount } from "@/lib/migration/mend";
import { ColumnsSaid, leaveOldList, sayColumns } from "@/lib/migration/say-columns";
import { tenantAction } from "@/lib/web/tenant-action";
import { migrationLinks } from "./migration-links";

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
  next: (_, tenant) => migrationLinks(tenant).accounts({ standing: "left_out" }),
});

export const takeInAll = tenantAction({ permission: "migration.run", input: TakingIn, run: takeInTogether });

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
  next: (_, tenant, { importId }) => migrationLinks(tenant).list(importId),
});

export const leaveList = tenantAction({
  permission: "migration.run",
  input: ListChoice,
  run: leaveOldList,
  next: (_, tenant) => migrationLinks(tenant).import,
});

/** Proves who it is before a list is chosen: a file that was sent cannot be asked for its owner afterwards. */
export const proveFirst = tenantAction({
  permission: "migration.run",
  input: z.strictObject({}),
  run: async () => undefined,
  next: (_, tenant) => migrationLinks(tenant).import,
});
