CREATE TABLE "event_heads" (
	"stream" uuid PRIMARY KEY NOT NULL,
	"seq" bigint DEFAULT 0 NOT NULL,
	"hash" "bytea" DEFAULT '\x'::bytea NOT NULL
);
--> statement-breakpoint
ALTER TABLE "event_heads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "events" (
	"stream" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"act_id" uuid NOT NULL,
	"tenant_id" uuid,
	"person_id" uuid,
	"identity_id" uuid,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"on_behalf_of" uuid,
	"action" text NOT NULL,
	"result" text NOT NULL,
	"reason" text,
	"subject_id" uuid,
	"details" jsonb NOT NULL,
	"request_id" text,
	"address_prefix" text,
	"prev" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "events_stream_seq_pk" PRIMARY KEY("stream","seq")
);
--> statement-breakpoint
ALTER TABLE "events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "backup_codes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"identity_id" uuid DEFAULT app.identity_id() NOT NULL,
	"finder" text NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"held_by" uuid,
	"held_at" timestamp with time zone,
	"spent_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "backup_codes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "factors" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"identity_id" uuid DEFAULT app.identity_id() NOT NULL,
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"sealed_secret" text NOT NULL,
	"last_step" bigint,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "factors" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "identities" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"language" text,
	"password_hash" text,
	"password_set_at" timestamp with time zone,
	"suspended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "identities" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "identity_addresses" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"identity_id" uuid NOT NULL,
	"email" text NOT NULL,
	"email_key" text NOT NULL,
	"verified_at" timestamp with time zone,
	"is_primary" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "identity_addresses" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"person_id" uuid NOT NULL,
	"invited_by" uuid DEFAULT app.person_id(),
	"number" text NOT NULL,
	"note" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"renewed_at" timestamp with time zone,
	"renewed_by_person_at" timestamp with time zone,
	"accepted_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	"declined_at" timestamp with time zone,
	CONSTRAINT "invitations_within_tenant" UNIQUE("tenant_id","id"),
	CONSTRAINT "one_invitation_per_number" UNIQUE("number")
);
--> statement-breakpoint
ALTER TABLE "invitations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "limits" (
	"key" "bytea" NOT NULL,
	"span" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"tries" integer NOT NULL,
	"blocked_until" timestamp with time zone,
	CONSTRAINT "limits_key_span_pk" PRIMARY KEY("key","span")
);
--> statement-breakpoint
ALTER TABLE "limits" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"message_id" uuid NOT NULL,
	"provider_event_id" text NOT NULL,
	"kind" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	CONSTRAINT "one_delivery_per_report" UNIQUE("provider_event_id")
);
--> statement-breakpoint
ALTER TABLE "deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid DEFAULT app.tenant_id(),
	"identity_id" uuid,
	"person_id" uuid,
	"kind" text NOT NULL,
	"address" text NOT NULL,
	"sealed" text,
	"state" text DEFAULT 'queued' NOT NULL,
	"subject_id" uuid,
	"token_id" uuid,
	"send_after" timestamp with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"first_tried_at" timestamp with time zone,
	"claimed_at" timestamp with time zone,
	"next_try_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"trouble" text,
	"provider_id" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "messages_within_tenant" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"name" text COLLATE "und-x-icu" NOT NULL,
	"email" text,
	"email_key" text,
	"user_name" text,
	"user_name_key" text,
	"phone" text,
	"note" text,
	"language" text,
	"identity_id" uuid,
	"invited_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"opened_at" timestamp with time zone,
	"bounced_at" timestamp with time zone,
	"account_at" timestamp with time zone,
	"second_step_at" timestamp with time zone,
	"active_at" timestamp with time zone,
	"suspended_at" timestamp with time zone,
	"left_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"stage" text GENERATED ALWAYS AS (case
  when left_at is not null then 'left'
  when suspended_at is not null then 'suspended'
  when active_at is not null then 'active'
  when account_at is not null then 'started'
  when bounced_at is not null then 'bounced'
  when invited_at is not null then 'invited'
  else 'not_invited'
end) STORED NOT NULL,
	"searched" text GENERATED ALWAYS AS (lower((name || ' ' || coalesce(email, '') || ' ' || coalesce(user_name, '')) collate "und-x-icu")) STORED NOT NULL,
	CONSTRAINT "people_within_tenant" UNIQUE("tenant_id","id"),
	CONSTRAINT "one_person_per_address" UNIQUE("tenant_id","email_key"),
	CONSTRAINT "one_person_per_user_name" UNIQUE("tenant_id","user_name_key"),
	CONSTRAINT "one_person_per_identity" UNIQUE("tenant_id","identity_id")
);
--> statement-breakpoint
ALTER TABLE "people" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "people_counts" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"stage" text NOT NULL,
	"people" integer NOT NULL,
	CONSTRAINT "people_counts_tenant_id_stage_pk" PRIMARY KEY("tenant_id","stage")
);
--> statement-breakpoint
ALTER TABLE "people_counts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "person_roles" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"person_id" uuid NOT NULL,
	"role_id" uuid NOT NULL,
	CONSTRAINT "person_roles_tenant_id_person_id_role_id_pk" PRIMARY KEY("tenant_id","person_id","role_id")
);
--> statement-breakpoint
ALTER TABLE "person_roles" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "roles" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"name" text NOT NULL,
	"built_in" text,
	"permissions" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "roles_within_tenant" UNIQUE("tenant_id","id"),
	CONSTRAINT "one_role_per_name" UNIQUE("tenant_id","name"),
	CONSTRAINT "one_role_per_built_in" UNIQUE("tenant_id","built_in")
);
--> statement-breakpoint
ALTER TABLE "roles" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "flows" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"hash" "bytea" NOT NULL,
	"purpose" text NOT NULL,
	"identity_id" uuid,
	"person_id" uuid,
	"state" text NOT NULL,
	"sealed" text,
	"return_to" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "one_flow_per_hash" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "flows" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"identity_id" uuid NOT NULL,
	"proofs" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"idle_minutes" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"address_prefix" text,
	"browser" text,
	"ended_at" timestamp with time zone,
	"ended_why" text,
	CONSTRAINT "one_session_per_token" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"company_code" text NOT NULL,
	"company_code_key" text NOT NULL,
	"name" text NOT NULL,
	"contact" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"time_zone" text DEFAULT 'Europe/Amsterdam' NOT NULL,
	"policy" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"accent" text,
	"applications" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"invites_per_day" integer DEFAULT 500 NOT NULL,
	"suspended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "one_tenant_per_slug" UNIQUE("slug"),
	CONSTRAINT "one_tenant_per_company_code" UNIQUE("company_code_key")
);
--> statement-breakpoint
ALTER TABLE "tenants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid DEFAULT app.tenant_id(),
	"hash" "bytea" NOT NULL,
	"ref" text NOT NULL,
	"purpose" text NOT NULL,
	"address_key" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"spent_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"ended_why" text,
	CONSTRAINT "one_token_per_hash" UNIQUE("hash"),
	CONSTRAINT "one_token_per_ref" UNIQUE("ref")
);
--> statement-breakpoint
ALTER TABLE "tokens" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "backup_codes" ADD CONSTRAINT "backup_codes_identity_id_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."identities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "factors" ADD CONSTRAINT "factors_identity_id_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."identities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_addresses" ADD CONSTRAINT "identity_addresses_identity_id_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."identities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_tenant_id_person_id_people_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."people"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_tenant_id_invited_by_people_tenant_id_id_fk" FOREIGN KEY ("tenant_id","invited_by") REFERENCES "public"."people"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_tenant_id_person_id_people_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."people"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_identity_id_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."identities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_roles" ADD CONSTRAINT "person_roles_tenant_id_person_id_people_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."people"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_roles" ADD CONSTRAINT "person_roles_tenant_id_role_id_roles_tenant_id_id_fk" FOREIGN KEY ("tenant_id","role_id") REFERENCES "public"."roles"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roles" ADD CONSTRAINT "roles_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flows" ADD CONSTRAINT "flows_identity_id_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."identities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_identity_id_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."identities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "events_of_person" ON "events" USING btree ("tenant_id","person_id","at");--> statement-breakpoint
CREATE INDEX "events_of_identity" ON "events" USING btree ("identity_id","at");--> statement-breakpoint
CREATE INDEX "backup_codes_of_identity" ON "backup_codes" USING btree ("identity_id","finder");--> statement-breakpoint
CREATE UNIQUE INDEX "one_held_backup_code" ON "backup_codes" USING btree ("identity_id") WHERE held_by is not null and spent_at is null;--> statement-breakpoint
CREATE INDEX "factors_of_identity" ON "factors" USING btree ("identity_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_pending_factor" ON "factors" USING btree ("identity_id","kind") WHERE confirmed_at is null and ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_identity_per_verified_address" ON "identity_addresses" USING btree ("email_key") WHERE verified_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_primary_address" ON "identity_addresses" USING btree ("identity_id") WHERE is_primary;--> statement-breakpoint
CREATE INDEX "addresses_of_identity" ON "identity_addresses" USING btree ("identity_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_invitation_per_person" ON "invitations" USING btree ("tenant_id","person_id") WHERE accepted_at is null and withdrawn_at is null and declined_at is null;--> statement-breakpoint
CREATE INDEX "invitations_of_person" ON "invitations" USING btree ("tenant_id","person_id","created_at");--> statement-breakpoint
CREATE INDEX "messages_of_person" ON "messages" USING btree ("tenant_id","person_id","created_at");--> statement-breakpoint
CREATE INDEX "messages_waiting" ON "messages" USING btree ("send_after") WHERE state in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "people_by_name" ON "people" USING btree ("tenant_id","name","id");--> statement-breakpoint
CREATE INDEX "people_by_creation" ON "people" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "people_by_stage" ON "people" USING btree ("tenant_id","stage","name","id");--> statement-breakpoint
CREATE INDEX "people_by_expiry" ON "people" USING btree ("tenant_id","stage","expires_at");--> statement-breakpoint
CREATE INDEX "people_of_identity" ON "people" USING btree ("identity_id");--> statement-breakpoint
CREATE INDEX "people_with_role" ON "person_roles" USING btree ("tenant_id","role_id");--> statement-breakpoint
CREATE INDEX "flows_of_identity" ON "flows" USING btree ("identity_id");--> statement-breakpoint
CREATE INDEX "flows_by_expiry" ON "flows" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sessions_of_identity" ON "sessions" USING btree ("identity_id","last_seen_at");--> statement-breakpoint
CREATE INDEX "tokens_of_subject" ON "tokens" USING btree ("subject_id","purpose");--> statement-breakpoint
CREATE POLICY "system" ON "event_heads" AS PERMISSIVE FOR SELECT TO "portico_system" USING (true);--> statement-breakpoint
CREATE POLICY "definer" ON "event_heads" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "events" AS PERMISSIVE FOR SELECT TO "portico_app" USING (tenant_id = app.tenant_id() or (app.tenant_id() is null and identity_id = app.identity_id()));--> statement-breakpoint
CREATE POLICY "system" ON "events" AS PERMISSIVE FOR SELECT TO "portico_system" USING (true);--> statement-breakpoint
CREATE POLICY "definer" ON "events" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "backup_codes" AS PERMISSIVE FOR ALL TO "portico_app" USING (app.tenant_id() is null and identity_id = app.identity_id()) WITH CHECK (app.tenant_id() is null and identity_id = app.identity_id());--> statement-breakpoint
CREATE POLICY "system" ON "backup_codes" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "backup_codes" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "factors" AS PERMISSIVE FOR ALL TO "portico_app" USING (app.tenant_id() is null and identity_id = app.identity_id()) WITH CHECK (app.tenant_id() is null and identity_id = app.identity_id());--> statement-breakpoint
CREATE POLICY "system" ON "factors" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "factors" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "identities" AS PERMISSIVE FOR ALL TO "portico_app" USING (app.tenant_id() is null and id = app.identity_id()) WITH CHECK (app.tenant_id() is null and id = app.identity_id());--> statement-breakpoint
CREATE POLICY "system" ON "identities" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "identities" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "identity_addresses" AS PERMISSIVE FOR ALL TO "portico_app" USING (app.tenant_id() is null and identity_id = app.identity_id()) WITH CHECK (app.tenant_id() is null and identity_id = app.identity_id());--> statement-breakpoint
CREATE POLICY "system" ON "identity_addresses" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "identity_addresses" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "invitations" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "invitations" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "invitations" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "system" ON "limits" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "limits" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "system" ON "deliveries" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "deliveries" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "messages" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()
      or (app.tenant_id() is null and tenant_id is null and identity_id = app.identity_id())) WITH CHECK (tenant_id = app.tenant_id()
      or (app.tenant_id() is null and tenant_id is null and identity_id = app.identity_id()));--> statement-breakpoint
CREATE POLICY "system" ON "messages" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "messages" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "people" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id() or (app.tenant_id() is null and identity_id = app.identity_id())) WITH CHECK (tenant_id = app.tenant_id() or (app.tenant_id() is null and identity_id = app.identity_id()));--> statement-breakpoint
CREATE POLICY "system" ON "people" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "people" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "people_counts" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "people_counts" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "people_counts" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "person_roles" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "person_roles" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "person_roles" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "own_to_read" ON "person_roles" AS PERMISSIVE FOR SELECT TO "portico_app" USING (app.tenant_id() is null and (exists (select 1 from people p where p.tenant_id = person_roles.tenant_id
      and p.id = person_roles.person_id and p.identity_id = app.identity_id())));--> statement-breakpoint
CREATE POLICY "within_door" ON "roles" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "roles" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "roles" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "own_to_read" ON "roles" AS PERMISSIVE FOR SELECT TO "portico_app" USING (app.tenant_id() is null and (exists (select 1 from people p where p.tenant_id = roles.tenant_id and p.identity_id = app.identity_id())));--> statement-breakpoint
CREATE POLICY "within_door" ON "flows" AS PERMISSIVE FOR ALL TO "portico_app" USING (app.tenant_id() is null and identity_id = app.identity_id()) WITH CHECK (app.tenant_id() is null and identity_id = app.identity_id());--> statement-breakpoint
CREATE POLICY "system" ON "flows" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "flows" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "sessions" AS PERMISSIVE FOR ALL TO "portico_app" USING (app.tenant_id() is null and identity_id = app.identity_id()) WITH CHECK (app.tenant_id() is null and identity_id = app.identity_id());--> statement-breakpoint
CREATE POLICY "system" ON "sessions" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "sessions" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "tenants" AS PERMISSIVE FOR ALL TO "portico_app" USING (id = app.tenant_id()) WITH CHECK (id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "tenants" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "tenants" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "own_to_read" ON "tenants" AS PERMISSIVE FOR SELECT TO "portico_app" USING (app.tenant_id() is null and (exists (select 1 from people p where p.tenant_id = tenants.id and p.identity_id = app.identity_id())));--> statement-breakpoint
CREATE POLICY "within_door" ON "tokens" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "tokens" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "tokens" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);