DO $$
DECLARE t record;
BEGIN
  FOR t IN SELECT oid::regclass AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t.name);
  END LOOP;
END $$;
--> statement-breakpoint
-- A tenant adds codes and ends its own, and never reads the hash of one.
GRANT INSERT, SELECT (id, tenant_id, invitation_id, made_by, created_at, expires_at, spent_at, ended_at),
  UPDATE (ended_at) ON activation_codes TO portico_app;
--> statement-breakpoint
GRANT SELECT, UPDATE ON activation_codes TO portico_system;
