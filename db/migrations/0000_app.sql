CREATE SCHEMA app;
--> statement-breakpoint
GRANT USAGE ON SCHEMA app TO portico_app, portico_system, portico_definer, portico_jobs;
--> statement-breakpoint
GRANT CREATE ON SCHEMA app TO portico_definer;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gin;
--> statement-breakpoint
-- After a commit the setting reads as an empty string, not as null.
CREATE FUNCTION app.tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$;
--> statement-breakpoint
CREATE FUNCTION app.person_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.person_id', true), '')::uuid $$;
--> statement-breakpoint
CREATE FUNCTION app.identity_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.identity_id', true), '')::uuid $$;
