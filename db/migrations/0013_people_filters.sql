CREATE TABLE "role_counts" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"role_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"people" integer NOT NULL,
	CONSTRAINT "role_counts_tenant_id_role_id_stage_pk" PRIMARY KEY("tenant_id","role_id","stage")
);
--> statement-breakpoint
ALTER TABLE "role_counts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "people_with_role";--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "invited_by" uuid DEFAULT app.person_id();--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "has_second_step" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "second_step" text GENERATED ALWAYS AS (case
  when has_second_step then 'has'
  when account_at is null then null
  when active_at is null and suspended_at is null and left_at is null and second_step_at is null then 'waiting'
  else 'none'
end) STORED;--> statement-breakpoint
ALTER TABLE "person_roles" ADD COLUMN "stage" text DEFAULT 'not_invited' NOT NULL;--> statement-breakpoint
ALTER TABLE "person_roles" ADD COLUMN "name" text COLLATE "und-x-icu" DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "people_by_second_step" ON "people" USING btree ("tenant_id","second_step","stage","name","id") WHERE second_step is not null;--> statement-breakpoint
CREATE INDEX "people_by_inviter" ON "people" USING btree ("tenant_id","invited_by","stage","name","id") WHERE invited_by is not null;--> statement-breakpoint
CREATE INDEX "people_with_role" ON "person_roles" USING btree ("tenant_id","role_id","stage","name","person_id");--> statement-breakpoint
CREATE POLICY "within_door" ON "role_counts" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "role_counts" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "role_counts" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);