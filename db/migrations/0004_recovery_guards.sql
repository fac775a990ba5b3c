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
