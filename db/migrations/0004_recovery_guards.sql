DO $$
DECLARE t record;
BEGIN
  FOR t IN SELECT oid::regclass AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t.name);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON passkeys, phones, sent_codes, security_answers, trusted_devices TO portico_app, portico_system;
--> statement-breakpoint
GRANT SELECT ON passkeys, phones, security_answers TO portico_definer;
--> statement-breakpoint
GRANT SELECT (channel) ON messages TO portico_app;
--> statement-breakpoint
GRANT UPDATE (policy) ON tenants TO portico_app;
--> statement-breakpoint
GRANT CREATE ON SCHEMA app TO portico_definer;
--> statement-breakpoint
SET LOCAL ROLE portico_definer;
--> statement-breakpoint
-- A passkey is a second step as an app is.
CREATE OR REPLACE FUNCTION app.security_of(of_people uuid[])
RETURNS TABLE (person_id uuid, password_set_at timestamptz, factor_since timestamptz, backup_codes_left bigint, last_seen_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.id, i.password_set_at,
    least(
      (SELECT min(f.confirmed_at) FROM public.factors f WHERE f.identity_id = i.id AND f.confirmed_at IS NOT NULL AND f.ended_at IS NULL),
      (SELECT min(k.created_at) FROM public.passkeys k WHERE k.identity_id = i.id AND k.ended_at IS NULL)),
    (SELECT count(*) FROM public.backup_codes b WHERE b.identity_id = i.id AND b.spent_at IS NULL AND b.ended_at IS NULL),
    (SELECT max(s.last_seen_at) FROM public.sessions s WHERE s.identity_id = i.id)
  FROM public.people p JOIN public.identities i ON i.id = p.identity_id
  WHERE p.tenant_id = app.tenant_id() AND p.id = ANY (of_people)
$$;
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA app FROM portico_definer;
