ALTER TABLE legacy_parts FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- A tenant keeps the rows of a list for a while and erases them, and never reads one.
GRANT INSERT, DELETE, SELECT (tenant_id, import_id, part, rows) ON legacy_parts TO portico_app;
--> statement-breakpoint
GRANT SELECT, DELETE ON legacy_parts TO portico_system;
