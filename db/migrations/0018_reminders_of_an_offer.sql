GRANT CREATE ON SCHEMA app TO portico_definer;
--> statement-breakpoint
SET LOCAL ROLE portico_definer;
--> statement-breakpoint
-- As before, but an offer sent again keeps its count: its days begin anew, its three reminders do not.
CREATE OR REPLACE FUNCTION app.plan_reminder() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  zone text;
  since timestamptz := coalesce(NEW.accepted_at, NEW.renewed_at, NEW.created_at, clock_timestamp());
  first_day date;
  last_mail date;
  last_day date;
  next_day date;
BEGIN
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
RESET ROLE;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA app FROM portico_definer;
