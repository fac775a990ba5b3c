CREATE TABLE "dead_addresses" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid DEFAULT app.tenant_id(),
	"identity_id" uuid,
	"address_key" text NOT NULL,
	"why" text NOT NULL,
	"message_id" uuid NOT NULL,
	"dead_since" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "one_dead_address_per_owner" UNIQUE NULLS NOT DISTINCT("tenant_id","address_key","identity_id")
);
--> statement-breakpoint
ALTER TABLE "dead_addresses" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "dead_addresses" ADD CONSTRAINT "dead_addresses_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dead_addresses" ADD CONSTRAINT "dead_addresses_identity_id_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."identities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dead_addresses" ADD CONSTRAINT "dead_addresses_tenant_id_message_id_messages_tenant_id_id_fk" FOREIGN KEY ("tenant_id","message_id") REFERENCES "public"."messages"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "messages_at_provider" ON "messages" USING btree ("provider_id") WHERE provider_id is not null;--> statement-breakpoint
CREATE POLICY "within_door" ON "dead_addresses" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "dead_addresses" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "dead_addresses" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);