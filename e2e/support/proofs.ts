import { sql } from "drizzle-orm";
import { withSystem } from "@/lib/access/doors";

/** As if so many minutes had gone by since every proof of somebody who is signed in. */
export const ageProofs = (identityId: string, minutes = 20) =>
  withSystem("housekeeping", (tx) =>
    tx.execute(sql`update sessions set proofs = (
        select jsonb_agg(jsonb_build_object('kind', p ->> 'kind', 'at',
          to_char((p ->> 'at')::timestamptz at time zone 'UTC' - make_interval(mins => ${minutes}), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by n)
        from jsonb_array_elements(proofs) with ordinality as one (p, n))
      where identity_id = ${identityId} and ended_at is null`),
  );
