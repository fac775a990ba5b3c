ALTER TABLE role_counts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT ON role_counts TO portico_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON role_counts TO portico_system, portico_definer;
--> statement-breakpoint
GRANT SELECT ON invitations TO portico_definer;
--> statement-breakpoint
GRANT UPDATE (stage, name) ON person_roles TO portico_definer;
--> statement-breakpoint
GRANT UPDATE (invited_by, has_second_step) ON people TO portico_definer;
--> statement-breakpoint
-- An identity passes gates on its own rows; its second step is written there by the trigger below.
CREATE OR REPLACE FUNCTION app.guard_own_person() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE own constant text[] := ARRAY['second_step_at', 'active_at', 'stage', 'searched', 'has_second_step', 'second_step'];
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
-- Which kind of second step is had, beside since when.
DROP FUNCTION app.security_of(uuid[]);
--> statement-breakpoint
CREATE FUNCTION app.security_of(of_people uuid[])
RETURNS TABLE (person_id uuid, password_set_at timestamptz, factor_since timestamptz, factor_kind text, backup_codes_left bigint,
  last_seen_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.id, i.password_set_at, least(f.since, k.since),
    CASE WHEN f.since IS NOT NULL AND k.since IS NOT NULL THEN 'both' WHEN f.since IS NOT NULL THEN 'app'
      WHEN k.since IS NOT NULL THEN 'passkey' END,
    (SELECT count(*) FROM public.backup_codes b WHERE b.identity_id = i.id AND b.spent_at IS NULL AND b.ended_at IS NULL),
    (SELECT max(s.last_seen_at) FROM public.sessions s WHERE s.identity_id = i.id)
  FROM public.people p JOIN public.identities i ON i.id = p.identity_id
    CROSS JOIN LATERAL (SELECT min(f.confirmed_at) AS since FROM public.factors f
      WHERE f.identity_id = i.id AND f.confirmed_at IS NOT NULL AND f.ended_at IS NULL) f
    CROSS JOIN LATERAL (SELECT min(k.created_at) AS since FROM public.passkeys k
      WHERE k.identity_id = i.id AND k.ended_at IS NULL) k
  WHERE p.tenant_id = app.tenant_id() AND p.id = ANY (of_people)
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.security_of(uuid[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.security_of(uuid[]) TO portico_app, portico_system;
--> statement-breakpoint
-- A role is given to somebody as they stand. The share lock waits for whoever moves them just now.
-- Its plan is kept too, often from when there was nearly nobody: then it would read everybody for each role.
CREATE FUNCTION app.place_role() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
BEGIN
  SELECT p.stage, p.name INTO NEW.stage, NEW.name FROM public.people p
    WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.person_id FOR SHARE;
  NEW.stage := coalesce(NEW.stage, 'not_invited');
  NEW.name := coalesce(NEW.name, '');
  RETURN NEW;
END $$;
--> statement-breakpoint
-- Roles follow the person. The plan is kept: one made for a few people must not read all of a large tenant.
CREATE FUNCTION app.move_roles() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  UPDATE public.person_roles r SET stage = a.stage, name = a.name FROM arrived a
    WHERE r.tenant_id = a.tenant_id AND r.person_id = a.id AND (r.stage, r.name) IS DISTINCT FROM (a.stage, a.name);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION app.count_roles() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO public.role_counts AS c (tenant_id, role_id, stage, people)
      SELECT a.tenant_id, a.role_id, a.stage, count(*) FROM arrived a GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      ON CONFLICT (tenant_id, role_id, stage) DO UPDATE SET people = c.people + excluded.people;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO public.role_counts AS c (tenant_id, role_id, stage, people)
      SELECT x.tenant_id, x.role_id, x.stage, sum(x.n) FROM (
        SELECT a.tenant_id, a.role_id, a.stage, 1 AS n FROM arrived a
        UNION ALL SELECT g.tenant_id, g.role_id, g.stage, -1 FROM gone g) x
      GROUP BY 1, 2, 3 HAVING sum(x.n) <> 0 ORDER BY 1, 2, 3
      ON CONFLICT (tenant_id, role_id, stage) DO UPDATE SET people = c.people + excluded.people;
  ELSE
    INSERT INTO public.role_counts AS c (tenant_id, role_id, stage, people)
      SELECT g.tenant_id, g.role_id, g.stage, -count(*) FROM gone g GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      ON CONFLICT (tenant_id, role_id, stage) DO UPDATE SET people = c.people + excluded.people;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION app.has_second_step(of_identity uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
  SELECT EXISTS (SELECT 1 FROM public.factors f
      WHERE f.identity_id = of_identity AND f.confirmed_at IS NOT NULL AND f.ended_at IS NULL)
    OR EXISTS (SELECT 1 FROM public.passkeys k WHERE k.identity_id = of_identity AND k.ended_at IS NULL)
$$;
--> statement-breakpoint
CREATE FUNCTION app.know_second_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.has_second_step := NEW.identity_id IS NOT NULL AND app.has_second_step(NEW.identity_id);
  RETURN NEW;
END $$;
--> statement-breakpoint
-- Every tenant of the identity knows at once whether it has a second step; which one, and its secret, nobody.
CREATE FUNCTION app.tell_second_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
  identity uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.identity_id ELSE NEW.identity_id END;
  has boolean := app.has_second_step(identity);
BEGIN
  UPDATE public.people p SET has_second_step = has WHERE p.identity_id = identity AND p.has_second_step <> has;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION app.note_inviters() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  UPDATE public.people p SET invited_by = a.invited_by FROM arrived a
    WHERE p.tenant_id = a.tenant_id AND p.id = a.person_id AND p.invited_by IS DISTINCT FROM a.invited_by;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION app.note_inviter() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
BEGIN
  UPDATE public.people p SET invited_by = NEW.invited_by WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.person_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.place_role(), app.move_roles(), app.count_roles(), app.has_second_step(uuid),
  app.know_second_step(), app.tell_second_step(), app.note_inviters(), app.note_inviter() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.place_role(), app.move_roles(), app.count_roles(), app.know_second_step(),
  app.tell_second_step(), app.note_inviters(), app.note_inviter() TO portico_owner, portico_app, portico_system;
--> statement-breakpoint
-- What is there already.
UPDATE people p SET has_second_step = true WHERE p.identity_id IS NOT NULL AND app.has_second_step(p.identity_id);
--> statement-breakpoint
UPDATE people p SET invited_by = i.invited_by FROM (
  SELECT DISTINCT ON (tenant_id, person_id) tenant_id, person_id, invited_by FROM invitations
  ORDER BY tenant_id, person_id, created_at DESC) i
WHERE p.tenant_id = i.tenant_id AND p.id = i.person_id AND i.invited_by IS NOT NULL;
--> statement-breakpoint
UPDATE person_roles r SET stage = p.stage, name = p.name FROM people p
WHERE p.tenant_id = r.tenant_id AND p.id = r.person_id;
--> statement-breakpoint
INSERT INTO role_counts (tenant_id, role_id, stage, people)
SELECT tenant_id, role_id, stage, count(*) FROM person_roles GROUP BY 1, 2, 3;
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA app FROM portico_definer;
--> statement-breakpoint
CREATE TRIGGER roles_placed BEFORE INSERT ON person_roles FOR EACH ROW EXECUTE FUNCTION app.place_role();
--> statement-breakpoint
CREATE TRIGGER people_roles AFTER UPDATE ON people REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION app.move_roles();
--> statement-breakpoint
CREATE TRIGGER roles_arrive AFTER INSERT ON person_roles REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION app.count_roles();
--> statement-breakpoint
CREATE TRIGGER roles_change AFTER UPDATE ON person_roles REFERENCING OLD TABLE AS gone NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION app.count_roles();
--> statement-breakpoint
CREATE TRIGGER roles_go AFTER DELETE ON person_roles REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION app.count_roles();
--> statement-breakpoint
CREATE TRIGGER people_linked BEFORE INSERT ON people FOR EACH ROW WHEN (NEW.identity_id IS NOT NULL) EXECUTE FUNCTION app.know_second_step();
--> statement-breakpoint
CREATE TRIGGER people_relinked BEFORE UPDATE OF identity_id ON people FOR EACH ROW EXECUTE FUNCTION app.know_second_step();
--> statement-breakpoint
CREATE TRIGGER factors_made AFTER INSERT OR DELETE ON factors FOR EACH ROW EXECUTE FUNCTION app.tell_second_step();
--> statement-breakpoint
CREATE TRIGGER factors_moved AFTER UPDATE ON factors FOR EACH ROW
  WHEN (OLD.confirmed_at IS DISTINCT FROM NEW.confirmed_at OR OLD.ended_at IS DISTINCT FROM NEW.ended_at)
  EXECUTE FUNCTION app.tell_second_step();
--> statement-breakpoint
CREATE TRIGGER passkeys_made AFTER INSERT OR DELETE ON passkeys FOR EACH ROW EXECUTE FUNCTION app.tell_second_step();
--> statement-breakpoint
CREATE TRIGGER passkeys_moved AFTER UPDATE ON passkeys FOR EACH ROW
  WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at) EXECUTE FUNCTION app.tell_second_step();
--> statement-breakpoint
CREATE TRIGGER invitations_made AFTER INSERT ON invitations REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION app.note_inviters();
--> statement-breakpoint
CREATE TRIGGER invitations_taken_over AFTER UPDATE OF invited_by ON invitations FOR EACH ROW
  WHEN (OLD.invited_by IS DISTINCT FROM NEW.invited_by) EXECUTE FUNCTION app.note_inviter();
