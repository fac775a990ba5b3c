"use server";

import { AccountChoice, closeOldAccount, openOldAccount } from "@/lib/migration/close-old-account";
import { ClosingDraft, closeOldSignIn, OpeningDraft, openOldSignIn } from "@/lib/migration/set-old-sign-in";
import { tenantAction } from "@/lib/web/tenant-action";
import { migrationLinks } from "../migration-links";

export const openDoor = tenantAction({
  permission: "migration.run",
  input: OpeningDraft,
  run: openOldSignIn,
  next: (_, tenant) => `${migrationLinks(tenant).oldLogIn}?told=opened`,
});

export const closeDoor = tenantAction({
  permission: "migration.run",
  input: ClosingDraft,
  run: closeOldSignIn,
  next: (_, tenant) => `${migrationLinks(tenant).oldLogIn}?told=closed`,
});

export const closeForOne = tenantAction({
  permission: "migration.run",
  input: AccountChoice,
  run: closeOldAccount,
  done: (name) => ({ key: "old_account_closed", values: { name } }),
});

export const openForOne = tenantAction({
  permission: "migration.run",
  input: AccountChoice,
  run: openOldAccount,
  done: (name) => ({ key: "old_account_opened", values: { name } }),
});
