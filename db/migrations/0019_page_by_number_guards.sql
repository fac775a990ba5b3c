GRANT CREATE ON SCHEMA app TO portico_definer;
--> statement-breakpoint
SET LOCAL ROLE portico_definer;
--> statement-breakpoint
-- Who stands on a page with a number. The policy of people looks at a column that no index of the list has, so under it
-- each row before the page would be read; here the way is walked in an index alone, with its own predicate.
-- `expired` and `in_time` are parts of a stage, which only the moment tells apart: for these the rows are looked at.
CREATE FUNCTION app.people_at(of_role uuid, stages text[], moment timestamptz, by_creation boolean, backwards boolean, skip int, page int)
RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET enable_sort = off AS $$
DECLARE
  here uuid := app.tenant_id();
  way text := CASE WHEN backwards THEN 'DESC' ELSE 'ASC' END;
  walked text := CASE WHEN of_role IS NULL THEN 'public.people' ELSE 'public.person_roles' END;
  who text := CASE WHEN of_role IS NULL THEN 'id' ELSE 'person_id' END;
  sorted text := CASE WHEN by_creation THEN 'created_at' ELSE 'name' END;
  held text := CASE WHEN of_role IS NULL THEN '' ELSE format(' AND role_id = %L', of_role) END;
  wanted text[] := CASE WHEN cardinality(stages) > 0 THEN stages
    WHEN of_role IS NULL THEN ARRAY['']
    ELSE ARRAY['left', 'suspended', 'active', 'started', 'bounced', 'invited', 'not_invited'] END;
  walks text;
BEGIN
  IF here IS NULL THEN RETURN; END IF;
  SELECT string_agg(format('(SELECT %1$s AS id, %2$s AS place FROM %3$s WHERE tenant_id = %4$L%5$s%6$s ORDER BY %2$s %7$s, %1$s %7$s %8$s)',
      who, sorted, walked, here, held,
      CASE s WHEN '' THEN ''
        WHEN 'expired' THEN format(' AND stage = ''invited'' AND expires_at <= %L', moment)
        WHEN 'in_time' THEN format(' AND stage = ''invited'' AND (expires_at > %L OR expires_at IS NULL)', moment)
        ELSE format(' AND stage = %L', s) END,
      way, CASE cardinality(wanted) WHEN 1 THEN format('OFFSET %s LIMIT %s', skip, page) ELSE format('LIMIT %s', skip + page) END),
      ' UNION ALL ')
    INTO walks FROM unnest(wanted) s;
  IF cardinality(wanted) = 1 THEN
    RETURN QUERY EXECUTE format('SELECT id FROM %s w', walks);
    RETURN;
  END IF;
  RETURN QUERY EXECUTE format('SELECT id FROM (%1$s) w ORDER BY place %2$s, id %2$s OFFSET %3$s LIMIT %4$s', walks, way, skip, page);
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.people_at(uuid, text[], timestamptz, boolean, boolean, int, int) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.people_at(uuid, text[], timestamptz, boolean, boolean, int, int) TO portico_app, portico_system;
--> statement-breakpoint
RESET ROLE;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA app FROM portico_definer;
