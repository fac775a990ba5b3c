ALTER TABLE "dead_addresses" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- A tenant sees its own and may say that one works again; only a report adds one.
GRANT SELECT, DELETE ON dead_addresses TO portico_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON dead_addresses TO portico_system;
