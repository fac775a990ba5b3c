"use server";

import { AccessKeyDraft } from "@/lib/migration/access-key-draft";
import { beginAccessKey } from "@/lib/migration/begin-access-key";
import {
  accessKeyOfRequest,
  accessKeyPosts,
  LeftBlank,
  leadOnFromAccessKey,
  leadToOldDoor,
} from "@/lib/web/access-key";
import { publicAction } from "@/lib/web/public-action";

/** "Log in with access key" on the sign-in form. */
export const toOldDoor = publicAction({
  reason: "access key",
  limit: accessKeyPosts,
  input: LeftBlank,
  before: async (typed) => typed,
  run: async (_tx, typed) => typed,
  next: leadToOldDoor,
});

/** User name and password of the earlier system, once. */
export const giveAccessKey = publicAction({
  reason: "access key",
  limit: null,
  input: AccessKeyDraft,
  before: accessKeyOfRequest,
  run: beginAccessKey,
  next: leadOnFromAccessKey,
});
