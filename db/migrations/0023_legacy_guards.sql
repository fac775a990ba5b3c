ALTER TABLE legacy_imports FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE legacy_accounts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE legacy_roles FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE legacy_counts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE waves FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE wave_accounts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE access_keys FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON legacy_imports, waves, wave_accounts TO portico_app;
--> statement-breakpoint
-- A tenant brings old passwords and erases them, and never reads one.
GRANT INSERT, UPDATE, SELECT (id, tenant_id, import_id, line, source, office, old_user_name, old_user_name_key, name, email,
  email_key, phone, is_active, role_text, role_key, hash_scheme, kept, verdict, about, person_id, made_person, left_out_at,
  left_out_why, sent_at, moved_at, moved_by, closed_at, created_at, standing) ON legacy_accounts TO portico_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON legacy_roles TO portico_app;
--> statement-breakpoint
GRANT SELECT ON legacy_counts TO portico_app;
--> statement-breakpoint
-- No door deletes an old account: it is left out or has moved, and the counters rely on it.
GRANT SELECT, INSERT, UPDATE ON legacy_imports, legacy_accounts, waves, wave_accounts TO portico_system;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON legacy_roles, access_keys TO portico_system;
--> statement-breakpoint
GRANT SELECT ON legacy_counts TO portico_system;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON legacy_counts TO portico_definer;
--> statement-breakpoint
GRANT CREATE ON SCHEMA app TO portico_definer;
--> statement-breakpoint
SET LOCAL ROLE portico_definer;
--> statement-breakpoint
CREATE FUNCTION app.count_legacy() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO public.legacy_counts AS c (tenant_id, office, standing, verdict, accounts)
      SELECT a.tenant_id, a.office, a.standing, a.verdict, count(*) FROM arrived a GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
      ON CONFLICT (tenant_id, office, standing, verdict) DO UPDATE SET accounts = c.accounts + excluded.accounts;
  ELSE
    INSERT INTO public.legacy_counts AS c (tenant_id, office, standing, verdict, accounts)
      SELECT x.tenant_id, x.office, x.standing, x.verdict, sum(x.n) FROM (
        SELECT a.tenant_id, a.office, a.standing, a.verdict, 1 AS n FROM arrived a
        UNION ALL SELECT g.tenant_id, g.office, g.standing, g.verdict, -1 FROM gone g) x
      GROUP BY 1, 2, 3, 4 HAVING sum(x.n) <> 0 ORDER BY 1, 2, 3, 4
      ON CONFLICT (tenant_id, office, standing, verdict) DO UPDATE SET accounts = c.accounts + excluded.accounts;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Whose identity has one of these addresses, among the people of this tenant alone: nothing is said of another company.
CREATE FUNCTION app.people_signing_in_by(addresses text[]) RETURNS TABLE (email_key text, person_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT a.email_key, p.id FROM public.identity_addresses a
  JOIN public.people p ON p.identity_id = a.identity_id AND p.tenant_id = app.tenant_id()
  WHERE a.email_key = ANY (addresses) AND a.verified_at IS NOT NULL AND a.replaced_at IS NULL
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.people_signing_in_by(text[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.people_signing_in_by(text[]) TO portico_app, portico_system;
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
CREATE TRIGGER legacy_accounts_arrive AFTER INSERT ON legacy_accounts REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION app.count_legacy();
--> statement-breakpoint
CREATE TRIGGER legacy_accounts_change AFTER UPDATE ON legacy_accounts REFERENCING OLD TABLE AS gone NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION app.count_legacy();
--> statement-breakpoint
SET LOCAL ROLE portico_definer;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.count_legacy() FROM PUBLIC;
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA app FROM portico_definer;
