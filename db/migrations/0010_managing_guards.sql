GRANT DELETE ON roles TO portico_definer;
--> statement-breakpoint
GRANT UPDATE (ended_at, ended_why) ON sessions TO portico_definer;
--> statement-breakpoint
GRANT CREATE ON SCHEMA app TO portico_definer;
--> statement-breakpoint
SET LOCAL ROLE portico_definer;
--> statement-breakpoint
-- Sessions know no tenant: a tenant ends those of its own people, all at once, and reads none. Gives how many were open.
CREATE FUNCTION app.end_sessions_of(of_person uuid) RETURNS int
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH ended AS (
    UPDATE public.sessions s SET ended_at = clock_timestamp(), ended_why = 'by_administrator'
    WHERE s.ended_at IS NULL AND s.identity_id = (SELECT p.identity_id FROM public.people p
      WHERE p.tenant_id = app.tenant_id() AND p.id = of_person AND p.left_at IS NULL)
    RETURNING s.expires_at, s.last_seen_at, s.idle_minutes)
  SELECT count(*)::int FROM ended e
    WHERE e.expires_at > clock_timestamp()
      AND e.last_seen_at + make_interval(mins => e.idle_minutes) > clock_timestamp()
$$;
--> statement-breakpoint
-- No login deletes a role: this takes one of the open tenant's own, and the foreign key holds back one that somebody has.
CREATE FUNCTION app.delete_role(of_role uuid) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM public.roles r WHERE r.tenant_id = app.tenant_id() AND r.id = of_role AND r.built_in IS NULL
$$;
--> statement-breakpoint
-- How many ways in beside the password somebody of the tenant has: apps, passkeys, and the sheet of codes as one.
CREATE FUNCTION app.ways_in_of(of_person uuid) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT (
    (SELECT count(*) FROM public.factors f WHERE f.identity_id = p.identity_id AND f.confirmed_at IS NOT NULL AND f.ended_at IS NULL)
    + (SELECT count(*) FROM public.passkeys k WHERE k.identity_id = p.identity_id AND k.ended_at IS NULL)
    + (SELECT count(*) FROM (SELECT 1 FROM public.backup_codes b
        WHERE b.identity_id = p.identity_id AND b.spent_at IS NULL AND b.ended_at IS NULL LIMIT 1) one))::int
  FROM public.people p WHERE p.tenant_id = app.tenant_id() AND p.id = of_person
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.end_sessions_of(uuid), app.delete_role(uuid), app.ways_in_of(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.end_sessions_of(uuid), app.delete_role(uuid), app.ways_in_of(uuid) TO portico_app, portico_system;
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA app FROM portico_definer;
