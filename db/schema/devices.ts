import { index, pgTable, text, unique } from "drizzle-orm/pg-core";
import { bytes, createdAt, id, moment, ofIdentity, ownIdentityId } from "@/db/columns";
import { identities } from "./identities";

/** A device that need not show the second step for some days; void after any change of password or factor. */
export const trustedDevices = pgTable(
  "trusted_devices",
  {
    id: id(),
    identityId: ownIdentityId().references(() => identities.id),
    hash: bytes().notNull(),
    browser: text(),
    createdAt: createdAt(),
    expiresAt: moment().notNull(),
    endedAt: moment(),
  },
  (t) => [
    ...ofIdentity(),
    unique("one_trusted_device_per_secret").on(t.hash),
    index("trusted_devices_of_identity").on(t.identityId),
  ],
);
