CREATE TABLE "legacy_parts" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"import_id" uuid NOT NULL,
	"part" integer NOT NULL,
	"rows" integer NOT NULL,
	"sealed" text NOT NULL,
	CONSTRAINT "legacy_parts_tenant_id_import_id_part_pk" PRIMARY KEY("tenant_id","import_id","part")
);
--> statement-breakpoint
ALTER TABLE "legacy_parts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "legacy_imports" ADD COLUMN "names_key" text;--> statement-breakpoint
ALTER TABLE "legacy_imports" ADD COLUMN "asked" jsonb;--> statement-breakpoint
ALTER TABLE "legacy_imports" ADD COLUMN "said" jsonb;--> statement-breakpoint
ALTER TABLE "legacy_imports" ADD COLUMN "said_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "legacy_parts" ADD CONSTRAINT "legacy_parts_tenant_id_import_id_legacy_imports_tenant_id_id_fk" FOREIGN KEY ("tenant_id","import_id") REFERENCES "public"."legacy_imports"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "legacy_accounts_left_out_together" ON "legacy_accounts" USING btree ("tenant_id","left_out_at") WHERE left_out_why = 'together';--> statement-breakpoint
CREATE INDEX "legacy_accounts_shut_with_secrets" ON "legacy_accounts" USING btree ("tenant_id","id") WHERE (left_out_at is not null or closed_at is not null) and (sealed_hash is not null or sealed_totp is not null);--> statement-breakpoint
CREATE INDEX "legacy_imports_by_names" ON "legacy_imports" USING btree ("tenant_id","names_key","said_at") WHERE said is not null;--> statement-breakpoint
CREATE POLICY "within_door" ON "legacy_parts" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "legacy_parts" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "legacy_parts" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);