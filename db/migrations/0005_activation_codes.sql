CREATE TABLE "activation_codes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"invitation_id" uuid NOT NULL,
	"made_by" uuid DEFAULT app.person_id(),
	"hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"spent_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "activation_codes_within_tenant" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "activation_codes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "activation_codes" ADD CONSTRAINT "activation_codes_to_invitation" FOREIGN KEY ("tenant_id","invitation_id") REFERENCES "public"."invitations"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activation_codes" ADD CONSTRAINT "activation_codes_tenant_id_made_by_people_tenant_id_id_fk" FOREIGN KEY ("tenant_id","made_by") REFERENCES "public"."people"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "one_activation_code_per_invitation" ON "activation_codes" USING btree ("tenant_id","invitation_id") WHERE spent_at is null and ended_at is null;--> statement-breakpoint
CREATE INDEX "activation_codes_of_invitation" ON "activation_codes" USING btree ("tenant_id","invitation_id","created_at");--> statement-breakpoint
CREATE POLICY "within_door" ON "activation_codes" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "activation_codes" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "activation_codes" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);