-- The owner is bound by the policies as well.
DO $$
DECLARE t record;
BEGIN
  FOR t IN SELECT oid::regclass AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t.name);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO portico_app, portico_system, portico_definer;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON people, invitations, roles, identities, identity_addresses TO portico_app;
--> statement-breakpoint
GRANT SELECT, UPDATE ON tenants TO portico_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON person_roles, factors, backup_codes, flows, sessions TO portico_app;
--> statement-breakpoint
GRANT SELECT ON people_counts, events TO portico_app;
--> statement-breakpoint
-- A tenant adds links and ends its own, and never reads the hash of one.
GRANT INSERT, SELECT (id, tenant_id, ref, purpose, address_key, subject_id, created_at, expires_at, spent_at, ended_at, ended_why),
  UPDATE (ended_at, ended_why) ON tokens TO portico_app;
--> statement-breakpoint
-- A sealed letter is read by the worker alone.
GRANT INSERT, SELECT (id, tenant_id, identity_id, person_id, kind, address, state, subject_id, token_id, send_after, tries,
  first_tried_at, claimed_at, next_try_at, sent_at, trouble, provider_id, created_at),
  UPDATE (state, sealed) ON messages TO portico_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON tenants, people, person_roles, people_counts, roles, identities, identity_addresses,
  factors, backup_codes, invitations, tokens, flows, sessions, limits, messages, deliveries TO portico_system;
--> statement-breakpoint
GRANT SELECT ON events, event_heads TO portico_system;
--> statement-breakpoint
GRANT SELECT ON tenants, people, person_roles, roles, identities, identity_addresses, factors, backup_codes, sessions TO portico_definer;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON people_counts TO portico_definer;
--> statement-breakpoint
GRANT SELECT, INSERT ON events TO portico_definer;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON event_heads TO portico_definer;
--> statement-breakpoint
CREATE FUNCTION app.refuse_change() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'events are append-only'; END $$;
--> statement-breakpoint
CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
--> statement-breakpoint
CREATE TRIGGER events_stay_whole BEFORE TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
--> statement-breakpoint
-- An act on an identity is told to each tenant it is linked in, under one act_id; with none, to the platform.
CREATE FUNCTION app.streams_of(told jsonb) RETURNS TABLE (stream uuid, tenant_id uuid, person_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE platform constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
  IF told ->> 'tenantId' IS NOT NULL THEN
    RETURN QUERY SELECT (told ->> 'tenantId')::uuid, (told ->> 'tenantId')::uuid, (told ->> 'personId')::uuid;
    RETURN;
  END IF;
  IF told ->> 'identityId' IS NOT NULL THEN
    RETURN QUERY SELECT p.tenant_id, p.tenant_id, p.id FROM public.people p
      WHERE p.identity_id = (told ->> 'identityId')::uuid AND p.left_at IS NULL;
    IF FOUND THEN RETURN; END IF;
  END IF;
  RETURN QUERY SELECT platform, NULL::uuid, NULL::uuid;
END $$;
--> statement-breakpoint
CREATE FUNCTION app.append_events(notes jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  told jsonb;
  one jsonb;
  note jsonb;
  head public.event_heads;
  line public.events;
BEGIN
  SELECT jsonb_agg(jsonb_build_object('stream', s.stream, 'tenant', s.tenant_id, 'person', s.person_id,
                                      'act', n.act_id, 'note', n.note) ORDER BY s.stream, n.ord) INTO told
    FROM (SELECT value AS note, ordinality AS ord, gen_random_uuid() AS act_id
          FROM jsonb_array_elements(notes) WITH ORDINALITY) n
    CROSS JOIN LATERAL app.streams_of(n.note) s;
  -- A door writes down what happened behind it, and nothing elsewhere.
  IF session_user = 'portico_app' AND EXISTS (SELECT FROM jsonb_array_elements(told) o WHERE NOT coalesce(
    CASE WHEN app.tenant_id() IS NULL THEN (o.value -> 'note' ->> 'identityId')::uuid = app.identity_id()
      ELSE (o.value ->> 'tenant')::uuid = app.tenant_id() END, false))
  THEN RAISE EXCEPTION 'an event of another door'; END IF;
  -- In the order of their ids, so that two appends over several streams never wait for each other.
  FOR one IN SELECT value FROM jsonb_array_elements(told) LOOP
    note := one -> 'note';
    INSERT INTO public.event_heads (stream) VALUES ((one ->> 'stream')::uuid) ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM public.event_heads h WHERE h.stream = (one ->> 'stream')::uuid FOR UPDATE;
    line.stream := head.stream;
    line.seq := head.seq + 1;
    line.at := clock_timestamp();
    line.act_id := (one ->> 'act')::uuid;
    line.tenant_id := (one ->> 'tenant')::uuid;
    line.person_id := (one ->> 'person')::uuid;
    line.identity_id := (note ->> 'identityId')::uuid;
    line.actor_kind := note ->> 'actorKind';
    line.actor_id := (note ->> 'actorId')::uuid;
    line.on_behalf_of := (note ->> 'onBehalfOf')::uuid;
    line.action := note ->> 'action';
    line.result := coalesce(note ->> 'result', 'done');
    line.reason := note ->> 'reason';
    line.subject_id := (note ->> 'subjectId')::uuid;
    line.details := coalesce(note -> 'details', '{}');
    line.request_id := note ->> 'requestId';
    line.address_prefix := note ->> 'addressPrefix';
    line.prev := head.hash;
    line.hash := app.link_of(line);
    INSERT INTO public.events SELECT line.*;
    UPDATE public.event_heads h SET seq = line.seq, hash = line.hash WHERE h.stream = head.stream;
  END LOOP;
END $$;
--> statement-breakpoint
-- One link: sha256(prev, then the row as jsonb text, in UTC so that it reads alike everywhere).
CREATE FUNCTION app.link_of(line public.events) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS
  $$ SELECT sha256(line.prev || convert_to((to_jsonb(line) - 'hash' - 'prev')::text, 'UTF8')) $$;
--> statement-breakpoint
-- The first broken link of a stream, or none.
CREATE FUNCTION app.broken_link(of_stream uuid) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE line public.events; before bytea := '\x'; expected bigint := 1;
BEGIN
  FOR line IN SELECT * FROM public.events e WHERE e.stream = of_stream ORDER BY e.seq LOOP
    IF line.seq <> expected OR line.prev <> before OR line.hash <> app.link_of(line) THEN RETURN expected; END IF;
    before := line.hash;
    expected := expected + 1;
  END LOOP;
  IF EXISTS (SELECT 1 FROM public.event_heads h WHERE h.stream = of_stream AND h.seq <> expected - 1) THEN RETURN expected; END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Opens a tenant for an identity: who it is there and what its roles hold now. A write waits for the tenant's turn first.
CREATE FUNCTION app.enter_tenant(of_slug text, of_identity uuid, to_write boolean)
RETURNS TABLE (tenant_id uuid, person_id uuid, suspended_at timestamptz, built_in text[], permissions text[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE here record;
BEGIN
  SELECT t.id AS tenant_id, p.id AS person_id INTO here
    FROM public.tenants t JOIN public.people p ON p.tenant_id = t.id
    WHERE t.slug = of_slug AND t.suspended_at IS NULL AND p.identity_id = of_identity AND p.left_at IS NULL;
  IF NOT FOUND THEN RETURN; END IF;
  IF to_write THEN PERFORM pg_advisory_xact_lock(hashtextextended(here.tenant_id::text, 0)); END IF;
  PERFORM set_config('app.tenant_id', here.tenant_id::text, true),
          set_config('app.person_id', here.person_id::text, true),
          set_config('app.identity_id', of_identity::text, true),
          -- Plans are kept: one made while a small tenant is open would read and sort all of a large one.
          set_config('enable_sort', 'off', true),
          set_config('jit', 'off', true);
  RETURN QUERY
    SELECT here.tenant_id, here.person_id, p.suspended_at,
           array_remove(array_agg(DISTINCT r.built_in), NULL),
           coalesce((SELECT array_agg(DISTINCT held) FROM public.person_roles x
             JOIN public.roles y ON y.tenant_id = x.tenant_id AND y.id = x.role_id, unnest(y.permissions) held
             WHERE x.tenant_id = here.tenant_id AND x.person_id = here.person_id AND y.built_in IS NULL), '{}')
    FROM public.people p
      LEFT JOIN public.person_roles pr ON pr.tenant_id = p.tenant_id AND pr.person_id = p.id
      LEFT JOIN public.roles r ON r.tenant_id = pr.tenant_id AND r.id = pr.role_id
    WHERE p.tenant_id = here.tenant_id AND p.id = here.person_id AND p.left_at IS NULL AND p.identity_id = of_identity
    GROUP BY p.suspended_at;
END $$;
--> statement-breakpoint
-- What a tenant may see of its own people's security: moments and numbers, never a secret.
CREATE FUNCTION app.security_of(of_people uuid[])
RETURNS TABLE (person_id uuid, password_set_at timestamptz, factor_since timestamptz, backup_codes_left bigint, last_seen_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.id, i.password_set_at,
    (SELECT min(f.confirmed_at) FROM public.factors f WHERE f.identity_id = i.id AND f.confirmed_at IS NOT NULL AND f.ended_at IS NULL),
    (SELECT count(*) FROM public.backup_codes b WHERE b.identity_id = i.id AND b.spent_at IS NULL AND b.ended_at IS NULL),
    (SELECT max(s.last_seen_at) FROM public.sessions s WHERE s.identity_id = i.id)
  FROM public.people p JOIN public.identities i ON i.id = p.identity_id
  WHERE p.tenant_id = app.tenant_id() AND p.id = ANY (of_people)
$$;
--> statement-breakpoint
-- How many stand where. Under a policy no count is had from an index alone; here it is, with its own predicate.
CREATE FUNCTION app.standing_people(moment timestamptz) RETURNS TABLE (stage text, people int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.stage, c.people FROM public.people_counts c WHERE c.tenant_id = app.tenant_id()
  UNION ALL
  SELECT 'expired', count(*)::int FROM public.people p
    WHERE p.tenant_id = app.tenant_id() AND p.stage = 'invited' AND p.expires_at <= moment
$$;
--> statement-breakpoint
-- Only decides which of two letters an address gets; the answer is shown to nobody in the tenant.
CREATE FUNCTION app.address_is_known(address text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$ SELECT EXISTS (SELECT 1 FROM public.identity_addresses a WHERE a.email_key = address AND a.verified_at IS NOT NULL) $$;
--> statement-breakpoint
CREATE FUNCTION app.count_people() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO public.people_counts AS c (tenant_id, stage, people)
      SELECT a.tenant_id, a.stage, count(*) FROM arrived a GROUP BY 1, 2 ORDER BY 1, 2
      ON CONFLICT (tenant_id, stage) DO UPDATE SET people = c.people + excluded.people;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO public.people_counts AS c (tenant_id, stage, people)
      SELECT x.tenant_id, x.stage, sum(x.n) FROM (
        SELECT a.tenant_id, a.stage, 1 AS n FROM arrived a UNION ALL SELECT g.tenant_id, g.stage, -1 FROM gone g) x
      GROUP BY 1, 2 HAVING sum(x.n) <> 0 ORDER BY 1, 2
      ON CONFLICT (tenant_id, stage) DO UPDATE SET people = c.people + excluded.people;
  ELSE
    INSERT INTO public.people_counts AS c (tenant_id, stage, people)
      SELECT g.tenant_id, g.stage, -count(*) FROM gone g GROUP BY 1, 2 ORDER BY 1, 2
      ON CONFLICT (tenant_id, stage) DO UPDATE SET people = c.people + excluded.people;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER people_arrive AFTER INSERT ON people REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION app.count_people();
--> statement-breakpoint
CREATE TRIGGER people_change AFTER UPDATE ON people REFERENCING OLD TABLE AS gone NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION app.count_people();
--> statement-breakpoint
CREATE TRIGGER people_go AFTER DELETE ON people REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION app.count_people();
--> statement-breakpoint
CREATE INDEX people_by_stage_and_creation ON people (tenant_id, stage, created_at, id);
--> statement-breakpoint
-- An identity passes gates on its own rows; everything else about a person is for the tenant's door.
CREATE FUNCTION app.guard_own_person() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE own constant text[] := ARRAY['second_step_at', 'active_at', 'stage', 'searched'];
BEGIN
  IF session_user <> 'portico_app' OR app.tenant_id() IS NOT NULL THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' OR to_jsonb(NEW) - own <> to_jsonb(OLD) - own THEN
    RAISE EXCEPTION 'a person is changed through the door of a tenant';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER people_own BEFORE INSERT OR UPDATE ON people FOR EACH ROW EXECUTE FUNCTION app.guard_own_person();
--> statement-breakpoint
-- Without a pending list, which a bulk insert would leave behind for every search to read.
CREATE INDEX people_searched ON people USING gin (tenant_id, searched gin_trgm_ops) WITH (fastupdate = off);
--> statement-breakpoint
-- LIKE is not leakproof, so under a policy no index would serve it: the function brings its own tenant predicate.
-- The text is planned as a literal; few hits are sorted, many are read in the order of names.
CREATE FUNCTION app.search_people(wanted text, after_name text, after_id uuid, backwards boolean, page int)
RETURNS TABLE (id uuid, hits int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
-- Under a policy the planner cannot judge LIKE, and would sort a whole tenant for one page.
SET enable_sort = off AS $$
DECLARE
  here uuid := app.tenant_id();
  pattern text := '%' || replace(replace(replace(lower(wanted COLLATE "und-x-icu"), '\', '\\'), '%', '\%'), '_', '\_') || '%';
  found int;
  cut text := CASE WHEN after_id IS NULL THEN '' WHEN backwards
    THEN format(' AND (name, id) < (%L COLLATE "und-x-icu", %L::uuid)', after_name, after_id)
    ELSE format(' AND (name, id) > (%L COLLATE "und-x-icu", %L::uuid)', after_name, after_id) END;
  turned text := CASE WHEN backwards THEN 'DESC' ELSE 'ASC' END;
BEGIN
  IF here IS NULL THEN RETURN; END IF;
  EXECUTE format('SELECT count(*) FROM (SELECT 1 FROM people WHERE tenant_id = %L AND searched LIKE %L LIMIT 1001) h', here, pattern)
    INTO found;
  IF found <= 1000 THEN
    RETURN QUERY EXECUTE format('WITH hit AS MATERIALIZED (SELECT id, name FROM people WHERE tenant_id = %L AND searched LIKE %L)
      SELECT id, %s FROM hit WHERE true%s ORDER BY name %s, id %s LIMIT %s', here, pattern, found, cut, turned, turned, page);
  ELSE
    RETURN QUERY EXECUTE format('SELECT id, %s FROM people WHERE tenant_id = %L AND searched LIKE %L%s
      ORDER BY name %s, id %s LIMIT %s', found, here, pattern, cut, turned, turned, page);
  END IF;
END $$;
--> statement-breakpoint
-- The queue's tables obey their owner alone, so work is added through this one function.
CREATE FUNCTION app.enqueue(task text, payload json, run_at timestamptz, job_key text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job(task, payload, run_at => run_at, job_key => job_key, max_attempts => 40);
END $$;
--> statement-breakpoint
DO $$
DECLARE f record;
BEGIN
  FOR f IN SELECT p.oid::regprocedure AS name, p.prosecdef FROM pg_proc p WHERE p.pronamespace = 'app'::regnamespace LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f.name);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO portico_system, portico_definer', f.name);
    -- The chain spans tenants, so only the system door walks it.
    IF f.name <> 'app.broken_link(uuid)'::regprocedure THEN
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO portico_app', f.name);
    END IF;
    IF f.prosecdef THEN EXECUTE format('ALTER FUNCTION %s OWNER TO portico_definer', f.name); END IF;
  END LOOP;
END $$;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA app FROM portico_definer;
