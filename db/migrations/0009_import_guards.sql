DO $$
DECLARE t record;
BEGIN
  FOR t IN SELECT oid::regclass AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t.name);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON imports, import_rows TO portico_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON imports, import_rows TO portico_system;
--> statement-breakpoint
GRANT CREATE ON SCHEMA app TO portico_definer;
--> statement-breakpoint
SET LOCAL ROLE portico_definer;
--> statement-breakpoint
-- As before, but the head of a stream is read and written once for a run of events, not once for each.
CREATE OR REPLACE FUNCTION app.append_events(notes jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
-- The same few statements for each event: planned once.
SET plan_cache_mode = force_generic_plan AS $$
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
    IF head.stream IS DISTINCT FROM (one ->> 'stream')::uuid THEN
      UPDATE public.event_heads h SET seq = head.seq, hash = head.hash WHERE h.stream = head.stream;
      INSERT INTO public.event_heads (stream) VALUES ((one ->> 'stream')::uuid) ON CONFLICT DO NOTHING;
      SELECT * INTO head FROM public.event_heads h WHERE h.stream = (one ->> 'stream')::uuid FOR UPDATE;
    END IF;
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
    head.seq := line.seq;
    head.hash := line.hash;
  END LOOP;
  UPDATE public.event_heads h SET seq = head.seq, hash = head.hash WHERE h.stream = head.stream;
END $$;
--> statement-breakpoint
-- One job for each message, in one call.
CREATE FUNCTION app.enqueue_deliveries(messages uuid[], run_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_jobs(ARRAY(
    SELECT ('deliver', json_build_object('messageId', m), NULL, run_at, 40, 'deliver:' || m, NULL, NULL)::graphile_worker.job_spec
    FROM unnest(messages) m));
END $$;
--> statement-breakpoint
-- As app.address_is_known, for many at once; shown to nobody in the tenant either.
CREATE FUNCTION app.known_addresses(addresses text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$ SELECT a.email_key FROM public.identity_addresses a WHERE a.email_key = ANY (addresses) AND a.verified_at IS NOT NULL $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.enqueue_deliveries(uuid[], timestamptz), app.known_addresses(text[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.enqueue_deliveries(uuid[], timestamptz), app.known_addresses(text[]) TO portico_app, portico_system;
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA app FROM portico_definer;
