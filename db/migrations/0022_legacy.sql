CREATE TABLE "access_keys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"account_id" uuid NOT NULL,
	"hash" "bytea" NOT NULL,
	"ref" text NOT NULL,
	"code_hash" text NOT NULL,
	"sealed_password" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"proved_at" timestamp with time zone,
	"spent_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "one_access_key_per_hash" UNIQUE("hash"),
	CONSTRAINT "one_access_key_per_ref" UNIQUE("ref")
);
--> statement-breakpoint
ALTER TABLE "access_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "legacy_accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"import_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"source" text NOT NULL,
	"office" text DEFAULT '' NOT NULL,
	"old_user_name" text NOT NULL,
	"old_user_name_key" text NOT NULL,
	"name" text COLLATE "und-x-icu" DEFAULT '' NOT NULL,
	"email" text DEFAULT '' NOT NULL,
	"email_key" text,
	"phone" text,
	"is_active" boolean DEFAULT true NOT NULL,
	"role_text" text,
	"role_key" text,
	"hash_scheme" text,
	"sealed_hash" text,
	"sealed_totp" text,
	"kept" boolean DEFAULT false NOT NULL,
	"verdict" text DEFAULT 'unread' NOT NULL,
	"about" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"person_id" uuid,
	"made_person" boolean DEFAULT false NOT NULL,
	"left_out_at" timestamp with time zone,
	"left_out_why" text,
	"sent_at" timestamp with time zone,
	"moved_at" timestamp with time zone,
	"moved_by" text,
	"closed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"standing" text GENERATED ALWAYS AS (case
  when moved_at is not null then 'moved'
  when left_out_at is not null then 'left_out'
  when sent_at is not null then 'sent'
  when verdict = 'ready' then 'ready'
  else 'waits'
end) STORED NOT NULL,
	CONSTRAINT "legacy_accounts_within_tenant" UNIQUE("tenant_id","id"),
	CONSTRAINT "one_legacy_account_per_name" UNIQUE("tenant_id","source","office","old_user_name_key")
);
--> statement-breakpoint
ALTER TABLE "legacy_accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "legacy_counts" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"office" text NOT NULL,
	"standing" text NOT NULL,
	"verdict" text NOT NULL,
	"accounts" integer NOT NULL,
	CONSTRAINT "legacy_counts_tenant_id_office_standing_verdict_pk" PRIMARY KEY("tenant_id","office","standing","verdict")
);
--> statement-breakpoint
ALTER TABLE "legacy_counts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "legacy_imports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"made_by" uuid DEFAULT app.person_id(),
	"channel" text NOT NULL,
	"source" text NOT NULL,
	"file_name" text,
	"rows" integer DEFAULT 0 NOT NULL,
	"ignored" text[] DEFAULT '{}' NOT NULL,
	"state" text DEFAULT 'reading' NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "legacy_imports_within_tenant" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "legacy_imports" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "legacy_roles" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"role_key" text NOT NULL,
	"role_text" text NOT NULL,
	"role_id" uuid NOT NULL,
	CONSTRAINT "legacy_roles_tenant_id_role_key_role_id_pk" PRIMARY KEY("tenant_id","role_key","role_id")
);
--> statement-breakpoint
ALTER TABLE "legacy_roles" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "wave_accounts" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"wave_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"state" text DEFAULT 'todo' NOT NULL,
	"reason" text,
	"person_id" uuid,
	"invitation_id" uuid,
	"before" jsonb,
	"done_at" timestamp with time zone,
	"noticed_at" timestamp with time zone,
	"noticed_again_at" timestamp with time zone,
	CONSTRAINT "wave_accounts_tenant_id_wave_id_account_id_pk" PRIMARY KEY("tenant_id","wave_id","account_id")
);
--> statement-breakpoint
ALTER TABLE "wave_accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "waves" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"number" integer NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"choice" jsonb NOT NULL,
	"language" text NOT NULL,
	"note" text,
	"state" text DEFAULT 'planned' NOT NULL,
	"accounts" integer NOT NULL,
	"made_by" uuid DEFAULT app.person_id() NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"planned_for" timestamp with time zone,
	"started_at" timestamp with time zone,
	"started_by" uuid,
	"stopped_why" text,
	"finished_at" timestamp with time zone,
	"rolled_back_at" timestamp with time zone,
	CONSTRAINT "waves_within_tenant" UNIQUE("tenant_id","id"),
	CONSTRAINT "one_wave_per_number" UNIQUE("tenant_id","number")
);
--> statement-breakpoint
ALTER TABLE "waves" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "old_sign_in_ends_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "access_keys" ADD CONSTRAINT "access_keys_tenant_id_account_id_legacy_accounts_tenant_id_id_fk" FOREIGN KEY ("tenant_id","account_id") REFERENCES "public"."legacy_accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legacy_accounts" ADD CONSTRAINT "legacy_accounts_tenant_id_import_id_legacy_imports_tenant_id_id_fk" FOREIGN KEY ("tenant_id","import_id") REFERENCES "public"."legacy_imports"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legacy_accounts" ADD CONSTRAINT "legacy_accounts_tenant_id_person_id_people_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."people"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legacy_imports" ADD CONSTRAINT "legacy_imports_tenant_id_made_by_people_tenant_id_id_fk" FOREIGN KEY ("tenant_id","made_by") REFERENCES "public"."people"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legacy_roles" ADD CONSTRAINT "legacy_roles_tenant_id_role_id_roles_tenant_id_id_fk" FOREIGN KEY ("tenant_id","role_id") REFERENCES "public"."roles"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wave_accounts" ADD CONSTRAINT "wave_accounts_tenant_id_wave_id_waves_tenant_id_id_fk" FOREIGN KEY ("tenant_id","wave_id") REFERENCES "public"."waves"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wave_accounts" ADD CONSTRAINT "wave_accounts_tenant_id_account_id_legacy_accounts_tenant_id_id_fk" FOREIGN KEY ("tenant_id","account_id") REFERENCES "public"."legacy_accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waves" ADD CONSTRAINT "waves_tenant_id_made_by_people_tenant_id_id_fk" FOREIGN KEY ("tenant_id","made_by") REFERENCES "public"."people"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waves" ADD CONSTRAINT "waves_tenant_id_started_by_people_tenant_id_id_fk" FOREIGN KEY ("tenant_id","started_by") REFERENCES "public"."people"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_keys_of_account" ON "access_keys" USING btree ("tenant_id","account_id");--> statement-breakpoint
CREATE INDEX "access_keys_by_expiry" ON "access_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "legacy_accounts_by_user_name" ON "legacy_accounts" USING btree ("tenant_id","old_user_name_key","office");--> statement-breakpoint
CREATE INDEX "legacy_accounts_by_address" ON "legacy_accounts" USING btree ("tenant_id","email_key") WHERE email_key is not null;--> statement-breakpoint
CREATE INDEX "legacy_accounts_by_name" ON "legacy_accounts" USING btree ("tenant_id","name","id");--> statement-breakpoint
CREATE INDEX "legacy_accounts_by_standing" ON "legacy_accounts" USING btree ("tenant_id","standing","name","id");--> statement-breakpoint
CREATE INDEX "legacy_accounts_by_verdict" ON "legacy_accounts" USING btree ("tenant_id","verdict","name","id");--> statement-breakpoint
CREATE INDEX "legacy_accounts_by_office" ON "legacy_accounts" USING btree ("tenant_id","office","standing","name","id");--> statement-breakpoint
CREATE INDEX "legacy_accounts_by_role" ON "legacy_accounts" USING btree ("tenant_id","role_key") WHERE role_key is not null;--> statement-breakpoint
CREATE INDEX "legacy_accounts_of_person" ON "legacy_accounts" USING btree ("tenant_id","person_id") WHERE person_id is not null;--> statement-breakpoint
CREATE INDEX "legacy_accounts_of_import" ON "legacy_accounts" USING btree ("tenant_id","import_id","verdict","line");--> statement-breakpoint
CREATE INDEX "legacy_imports_by_creation" ON "legacy_imports" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "legacy_imports_going_on" ON "legacy_imports" USING btree ("tenant_id") WHERE state in ('reading', 'checking');--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_wave_per_account" ON "wave_accounts" USING btree ("tenant_id","account_id") WHERE state in ('todo', 'sent');--> statement-breakpoint
CREATE INDEX "wave_accounts_by_state" ON "wave_accounts" USING btree ("tenant_id","wave_id","state","account_id");--> statement-breakpoint
CREATE INDEX "waves_of_account" ON "wave_accounts" USING btree ("tenant_id","account_id");--> statement-breakpoint
CREATE INDEX "waves_going_on" ON "waves" USING btree ("tenant_id") WHERE state in ('running', 'rolling_back');--> statement-breakpoint
CREATE INDEX "waves_planned" ON "waves" USING btree ("planned_for") WHERE state = 'planned' and planned_for is not null;--> statement-breakpoint
CREATE POLICY "within_door" ON "access_keys" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "access_keys" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "access_keys" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "legacy_accounts" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "legacy_accounts" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "legacy_accounts" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "legacy_counts" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "legacy_counts" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "legacy_counts" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "legacy_imports" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "legacy_imports" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "legacy_imports" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "legacy_roles" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "legacy_roles" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "legacy_roles" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "wave_accounts" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "wave_accounts" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "wave_accounts" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "waves" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "waves" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "waves" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);