GRANT SELECT (by_hand) ON messages TO portico_app;
--> statement-breakpoint
GRANT SELECT, UPDATE (by_hand) ON messages TO portico_definer;
--> statement-breakpoint
GRANT SELECT ON import_rows TO portico_definer;
--> statement-breakpoint
GRANT CREATE ON SCHEMA app TO portico_definer;
--> statement-breakpoint
SET LOCAL ROLE portico_definer;
--> statement-breakpoint
-- What went out by hand today, as it was counted before: not what a list sent.
UPDATE messages m SET by_hand = true
WHERE m.kind IN ('invitation', 'join') AND m.created_at > now() - interval '2 days'
  AND NOT EXISTS (SELECT FROM import_rows r WHERE r.tenant_id = m.tenant_id AND r.invitation_id = m.subject_id
    AND r.done_at BETWEEN m.created_at - interval '1 minute' AND m.created_at + interval '1 minute');
--> statement-breakpoint
-- As before, but the lines of a run are stored in one statement.
CREATE OR REPLACE FUNCTION app.append_events(notes jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
-- The same few statements for each event: planned once.
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  told record;
  head public.event_heads;
  line public.events;
  lines public.events[] := '{}';
BEGIN
  -- In the order of their ids, so that two appends over several streams never wait for each other.
  FOR told IN
    SELECT s.stream, s.tenant_id, s.person_id, n.act_id, n.note
    FROM (SELECT value AS note, ordinality AS ord, gen_random_uuid() AS act_id
          FROM jsonb_array_elements(notes) WITH ORDINALITY) n
    CROSS JOIN LATERAL app.streams_of(n.note) s
    ORDER BY s.stream, n.ord
  LOOP
    -- A door writes down what happened behind it, and nothing elsewhere.
    IF session_user = 'portico_app' AND NOT coalesce(
      CASE WHEN app.tenant_id() IS NULL THEN (told.note ->> 'identityId')::uuid = app.identity_id()
        ELSE told.tenant_id = app.tenant_id() END, false)
    THEN RAISE EXCEPTION 'an event of another door'; END IF;
    IF head.stream IS DISTINCT FROM told.stream THEN
      UPDATE public.event_heads h SET seq = head.seq, hash = head.hash WHERE h.stream = head.stream;
      INSERT INTO public.event_heads (stream) VALUES (told.stream) ON CONFLICT DO NOTHING;
      SELECT * INTO head FROM public.event_heads h WHERE h.stream = told.stream FOR UPDATE;
    END IF;
    line.stream := head.stream;
    line.seq := head.seq + 1;
    line.at := clock_timestamp();
    line.act_id := told.act_id;
    line.tenant_id := told.tenant_id;
    line.person_id := told.person_id;
    line.identity_id := (told.note ->> 'identityId')::uuid;
    line.actor_kind := told.note ->> 'actorKind';
    line.actor_id := (told.note ->> 'actorId')::uuid;
    line.on_behalf_of := (told.note ->> 'onBehalfOf')::uuid;
    line.action := told.note ->> 'action';
    line.result := coalesce(told.note ->> 'result', 'done');
    line.reason := told.note ->> 'reason';
    line.subject_id := (told.note ->> 'subjectId')::uuid;
    line.details := coalesce(told.note -> 'details', '{}');
    line.request_id := told.note ->> 'requestId';
    line.address_prefix := told.note ->> 'addressPrefix';
    line.prev := head.hash;
    line.hash := app.link_of(line);
    lines := array_append(lines, line);
    head.seq := line.seq;
    head.hash := line.hash;
  END LOOP;
  UPDATE public.event_heads h SET seq = head.seq, hash = head.hash WHERE h.stream = head.stream;
  INSERT INTO public.events SELECT l.* FROM unnest(lines) l;
END $$;
--> statement-breakpoint
-- Every request of a company passes here twice, and planning it took longer than all the rest.
-- Its statements look for one row by its key, so that one plan suits every company.
ALTER FUNCTION app.enter_tenant(text, uuid, boolean) SET plan_cache_mode = force_generic_plan;
--> statement-breakpoint
ALTER FUNCTION app.enter_tenant(text, uuid, boolean) SET enable_seqscan = off;
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA app FROM portico_definer;
--> statement-breakpoint
REVOKE UPDATE (by_hand), SELECT ON messages FROM portico_definer;
--> statement-breakpoint
REVOKE SELECT ON import_rows FROM portico_definer;
