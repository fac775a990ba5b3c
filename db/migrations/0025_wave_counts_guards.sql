ALTER TABLE wave_counts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT ON wave_counts TO portico_app, portico_system;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON wave_counts TO portico_definer;
--> statement-breakpoint
GRANT SELECT, UPDATE (standing, hashed, bounced) ON wave_accounts TO portico_definer;
--> statement-breakpoint
GRANT CREATE ON SCHEMA app TO portico_definer;
--> statement-breakpoint
-- What is there already; these rights end with it.
GRANT UPDATE (place) ON wave_accounts TO portico_definer;
--> statement-breakpoint
GRANT SELECT, UPDATE (noticed_at, noticed_again_at) ON waves TO portico_definer;
--> statement-breakpoint
GRANT SELECT (id, tenant_id, name, standing, hash_scheme) ON legacy_accounts TO portico_definer;
--> statement-breakpoint
SET LOCAL ROLE portico_definer;
--> statement-breakpoint
UPDATE wave_accounts w SET place = f.place, standing = f.standing, hashed = f.hashed, bounced = w.state = 'sent' AND f.bounced
FROM (
  SELECT x.tenant_id, x.wave_id, x.account_id, a.standing, a.hash_scheme IS NOT NULL AS hashed,
    coalesce(p.stage = 'bounced', false) AS bounced, row_number() OVER (PARTITION BY x.tenant_id, x.wave_id ORDER BY a.name, a.id) AS place
  FROM wave_accounts x JOIN legacy_accounts a ON a.tenant_id = x.tenant_id AND a.id = x.account_id
    LEFT JOIN people p ON p.tenant_id = x.tenant_id AND p.id = x.person_id) f
WHERE w.tenant_id = f.tenant_id AND w.wave_id = f.wave_id AND w.account_id = f.account_id;
--> statement-breakpoint
UPDATE waves v SET noticed_at = n.first, noticed_again_at = n.second
FROM (SELECT tenant_id, wave_id, min(noticed_at) AS first, min(noticed_again_at) AS second FROM wave_accounts GROUP BY 1, 2) n
WHERE v.tenant_id = n.tenant_id AND v.id = n.wave_id;
--> statement-breakpoint
INSERT INTO wave_counts (tenant_id, wave_id, fate, accounts, hashed)
SELECT tenant_id, wave_id, fate, count(*), count(*) FILTER (WHERE hashed) FROM wave_accounts GROUP BY 1, 2, 3;
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
REVOKE UPDATE (place) ON wave_accounts FROM portico_definer;
--> statement-breakpoint
REVOKE SELECT, UPDATE (noticed_at, noticed_again_at) ON waves FROM portico_definer;
--> statement-breakpoint
REVOKE SELECT (id, tenant_id, name, standing, hash_scheme) ON legacy_accounts FROM portico_definer;
--> statement-breakpoint
SET LOCAL ROLE portico_definer;
--> statement-breakpoint
CREATE FUNCTION app.count_waves() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO public.wave_counts AS c (tenant_id, wave_id, fate, accounts, hashed)
      SELECT a.tenant_id, a.wave_id, a.fate, count(*), count(*) FILTER (WHERE a.hashed) FROM arrived a GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      ON CONFLICT (tenant_id, wave_id, fate) DO UPDATE SET accounts = c.accounts + excluded.accounts, hashed = c.hashed + excluded.hashed;
  ELSE
    INSERT INTO public.wave_counts AS c (tenant_id, wave_id, fate, accounts, hashed)
      SELECT x.tenant_id, x.wave_id, x.fate, sum(x.n), sum(x.n * x.hashed::int) FROM (
        SELECT a.tenant_id, a.wave_id, a.fate, a.hashed, 1 AS n FROM arrived a
        UNION ALL SELECT g.tenant_id, g.wave_id, g.fate, g.hashed, -1 FROM gone g) x
      GROUP BY 1, 2, 3 HAVING sum(x.n) <> 0 OR sum(x.n * x.hashed::int) <> 0 ORDER BY 1, 2, 3
      ON CONFLICT (tenant_id, wave_id, fate) DO UPDATE SET accounts = c.accounts + excluded.accounts, hashed = c.hashed + excluded.hashed;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- The waves of an account hear where it stands and whether its password could be read.
CREATE FUNCTION app.tell_waves_of_account() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  UPDATE public.wave_accounts w SET standing = a.standing, hashed = a.hash_scheme IS NOT NULL FROM arrived a
    WHERE w.tenant_id = a.tenant_id AND w.account_id = a.id
      AND (w.standing <> a.standing OR w.hashed <> (a.hash_scheme IS NOT NULL));
  RETURN NULL;
END $$;
--> statement-breakpoint
-- And whether the mail of a person came back.
CREATE FUNCTION app.tell_waves_of_person() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  UPDATE public.wave_accounts w SET bounced = a.stage = 'bounced' FROM arrived a
    WHERE w.tenant_id = a.tenant_id AND w.person_id = a.id AND w.state = 'sent' AND w.bounced <> (a.stage = 'bounced');
  RETURN NULL;
END $$;
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
CREATE TRIGGER wave_accounts_arrive AFTER INSERT ON wave_accounts REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION app.count_waves();
--> statement-breakpoint
CREATE TRIGGER wave_accounts_change AFTER UPDATE ON wave_accounts REFERENCING OLD TABLE AS gone NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION app.count_waves();
--> statement-breakpoint
CREATE TRIGGER legacy_accounts_in_waves AFTER UPDATE ON legacy_accounts REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION app.tell_waves_of_account();
--> statement-breakpoint
-- The last of this table's triggers by its name: a mail that came back takes the counts of people before those of waves,
-- as a wave does, and neither waits for the other.
CREATE TRIGGER people_waves AFTER UPDATE ON people REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION app.tell_waves_of_person();
--> statement-breakpoint
SET LOCAL ROLE portico_definer;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.count_waves(), app.tell_waves_of_account(), app.tell_waves_of_person() FROM PUBLIC;
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA app FROM portico_definer;
