ALTER TABLE gate_counts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE cover_counts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT ON gate_counts, cover_counts TO portico_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON gate_counts, cover_counts TO portico_system, portico_definer;
--> statement-breakpoint
GRANT UPDATE (has_passkey) ON people TO portico_definer;
--> statement-breakpoint
GRANT SELECT, UPDATE ON invitations TO portico_definer;
--> statement-breakpoint
-- An identity passes gates on its own rows; what it proves itself with is written there by triggers.
CREATE OR REPLACE FUNCTION app.guard_own_person() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE own constant text[] := ARRAY['second_step_at', 'active_at', 'stage', 'searched', 'has_second_step', 'second_step',
  'has_passkey', 'covered_by', 'waits_at', 'waits_since'];
BEGIN
  IF session_user <> 'portico_app' OR app.tenant_id() IS NOT NULL THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' OR to_jsonb(NEW) - own <> to_jsonb(OLD) - own THEN
    RAISE EXCEPTION 'a person is changed through the door of a tenant';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
GRANT CREATE ON SCHEMA app TO portico_definer;
--> statement-breakpoint
SET LOCAL ROLE portico_definer;
--> statement-breakpoint
-- As app.count_people, for the gates and for the second step.
CREATE FUNCTION app.count_gates() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO public.gate_counts AS c (tenant_id, gate, people)
      SELECT a.tenant_id, a.waits_at, count(*) FROM arrived a WHERE a.waits_at IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
      ON CONFLICT (tenant_id, gate) DO UPDATE SET people = c.people + excluded.people;
    INSERT INTO public.cover_counts AS c (tenant_id, covered_by, people)
      SELECT a.tenant_id, a.covered_by, count(*) FROM arrived a WHERE a.covered_by IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
      ON CONFLICT (tenant_id, covered_by) DO UPDATE SET people = c.people + excluded.people;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO public.gate_counts AS c (tenant_id, gate, people)
      SELECT x.tenant_id, x.waits_at, sum(x.n) FROM (
        SELECT a.tenant_id, a.waits_at, 1 AS n FROM arrived a UNION ALL SELECT g.tenant_id, g.waits_at, -1 FROM gone g) x
      WHERE x.waits_at IS NOT NULL GROUP BY 1, 2 HAVING sum(x.n) <> 0 ORDER BY 1, 2
      ON CONFLICT (tenant_id, gate) DO UPDATE SET people = c.people + excluded.people;
    INSERT INTO public.cover_counts AS c (tenant_id, covered_by, people)
      SELECT x.tenant_id, x.covered_by, sum(x.n) FROM (
        SELECT a.tenant_id, a.covered_by, 1 AS n FROM arrived a UNION ALL SELECT g.tenant_id, g.covered_by, -1 FROM gone g) x
      WHERE x.covered_by IS NOT NULL GROUP BY 1, 2 HAVING sum(x.n) <> 0 ORDER BY 1, 2
      ON CONFLICT (tenant_id, covered_by) DO UPDATE SET people = c.people + excluded.people;
  ELSE
    INSERT INTO public.gate_counts AS c (tenant_id, gate, people)
      SELECT g.tenant_id, g.waits_at, -count(*) FROM gone g WHERE g.waits_at IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
      ON CONFLICT (tenant_id, gate) DO UPDATE SET people = c.people + excluded.people;
    INSERT INTO public.cover_counts AS c (tenant_id, covered_by, people)
      SELECT g.tenant_id, g.covered_by, -count(*) FROM gone g WHERE g.covered_by IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
      ON CONFLICT (tenant_id, covered_by) DO UPDATE SET people = c.people + excluded.people;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION app.has_passkey(of_identity uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$ SELECT EXISTS (SELECT 1 FROM public.passkeys k WHERE k.identity_id = of_identity AND k.ended_at IS NULL) $$;
--> statement-breakpoint
CREATE FUNCTION app.know_passkey() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.has_passkey := NEW.identity_id IS NOT NULL AND app.has_passkey(NEW.identity_id);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE FUNCTION app.tell_passkey() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  identity uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.identity_id ELSE NEW.identity_id END;
  has boolean := app.has_passkey(identity);
BEGIN
  UPDATE public.people p SET has_passkey = has WHERE p.identity_id = identity AND p.has_passkey <> has;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- The next reminder: at nine on the tenant's clock, on day 3 or 10 of waiting or two days before the end, never on
-- two days in a row and three times at most. Set when an offer is made, renewed, taken, ended, or has had its turn.
CREATE FUNCTION app.plan_reminder() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  zone text;
  since timestamptz := coalesce(NEW.accepted_at, NEW.renewed_at, NEW.created_at, clock_timestamp());
  first_day date;
  last_mail date;
  last_day date;
  next_day date;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.renewed_at IS DISTINCT FROM OLD.renewed_at THEN
    NEW.reminders := 0;
    NEW.reminder_turn_at := NULL;
  END IF;
  NEW.remind_at := NULL;
  IF NEW.withdrawn_at IS NOT NULL OR NEW.declined_at IS NOT NULL OR NEW.reminders >= 3 THEN RETURN NEW; END IF;
  SELECT t.time_zone INTO STRICT zone FROM public.tenants t WHERE t.id = NEW.tenant_id;
  first_day := (since AT TIME ZONE zone)::date;
  last_mail := (greatest(since, NEW.reminder_turn_at) AT TIME ZONE zone)::date;
  IF NEW.accepted_at IS NULL THEN
    last_day := ((NEW.expires_at - interval '1 second') AT TIME ZONE zone)::date;
    IF (NEW.reminder_turn_at AT TIME ZONE zone)::date >= last_day - 2 THEN RETURN NEW; END IF;
  END IF;
  SELECT min(d) INTO next_day
    FROM unnest(ARRAY[first_day + 3, first_day + 10,
      CASE WHEN last_day IS NOT NULL THEN greatest(last_day - 2, last_mail + 2) END]) d
    WHERE d >= last_mail + 2 AND (last_day IS NULL OR d <= last_day);
  NEW.remind_at := (next_day + time '09:00') AT TIME ZONE zone;
  RETURN NEW;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.count_gates(), app.has_passkey(uuid), app.know_passkey(), app.tell_passkey(),
  app.plan_reminder() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.count_gates(), app.know_passkey(), app.tell_passkey(), app.plan_reminder()
  TO portico_owner, portico_app, portico_system;
--> statement-breakpoint
-- What is there already: no offer made before gets a mail on the day of the update, and no old end is told.
UPDATE people p SET has_passkey = true WHERE p.identity_id IS NOT NULL AND app.has_passkey(p.identity_id);
--> statement-breakpoint
UPDATE invitations SET expired_at = expires_at
WHERE accepted_at IS NULL AND withdrawn_at IS NULL AND declined_at IS NULL AND expires_at <= now();
--> statement-breakpoint
INSERT INTO gate_counts (tenant_id, gate, people)
SELECT tenant_id, waits_at, count(*) FROM people WHERE waits_at IS NOT NULL GROUP BY 1, 2;
--> statement-breakpoint
INSERT INTO cover_counts (tenant_id, covered_by, people)
SELECT tenant_id, covered_by, count(*) FROM people WHERE covered_by IS NOT NULL GROUP BY 1, 2;
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA app FROM portico_definer;
--> statement-breakpoint
CREATE TRIGGER gates_arrive AFTER INSERT ON people REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION app.count_gates();
--> statement-breakpoint
CREATE TRIGGER gates_change AFTER UPDATE ON people REFERENCING OLD TABLE AS gone NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION app.count_gates();
--> statement-breakpoint
CREATE TRIGGER gates_go AFTER DELETE ON people REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION app.count_gates();
--> statement-breakpoint
CREATE TRIGGER passkey_known BEFORE INSERT ON people FOR EACH ROW WHEN (NEW.identity_id IS NOT NULL) EXECUTE FUNCTION app.know_passkey();
--> statement-breakpoint
CREATE TRIGGER passkey_known_anew BEFORE UPDATE OF identity_id ON people FOR EACH ROW EXECUTE FUNCTION app.know_passkey();
--> statement-breakpoint
CREATE TRIGGER passkeys_told AFTER INSERT OR DELETE ON passkeys FOR EACH ROW EXECUTE FUNCTION app.tell_passkey();
--> statement-breakpoint
CREATE TRIGGER passkeys_told_anew AFTER UPDATE ON passkeys FOR EACH ROW
  WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at) EXECUTE FUNCTION app.tell_passkey();
--> statement-breakpoint
CREATE TRIGGER invitations_planned BEFORE INSERT OR UPDATE OF accepted_at, renewed_at, expires_at, withdrawn_at, declined_at,
  reminder_turn_at ON invitations FOR EACH ROW EXECUTE FUNCTION app.plan_reminder();
--> statement-breakpoint
SET LOCAL ROLE portico_definer;
--> statement-breakpoint
UPDATE invitations SET reminder_turn_at = now() WHERE withdrawn_at IS NULL AND declined_at IS NULL AND expired_at IS NULL
  AND (accepted_at IS NULL OR accepted_at > now() - interval '10 days');
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
REVOKE UPDATE ON invitations FROM portico_definer;
