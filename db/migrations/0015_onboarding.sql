CREATE TABLE "cover_counts" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"covered_by" text NOT NULL,
	"people" integer NOT NULL,
	CONSTRAINT "cover_counts_tenant_id_covered_by_pk" PRIMARY KEY("tenant_id","covered_by")
);
--> statement-breakpoint
ALTER TABLE "cover_counts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "gate_counts" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"gate" text NOT NULL,
	"people" integer NOT NULL,
	CONSTRAINT "gate_counts_tenant_id_gate_pk" PRIMARY KEY("tenant_id","gate")
);
--> statement-breakpoint
ALTER TABLE "gate_counts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "reminders" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "reminder_turn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "remind_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "expired_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "tell_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "has_passkey" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "covered_by" text GENERATED ALWAYS AS (case
  when account_at is null or left_at is not null then null
  when has_passkey then 'passkey'
  when has_second_step then 'app'
  else 'none'
end) STORED;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "waits_at" text GENERATED ALWAYS AS (case
  when left_at is not null or suspended_at is not null or active_at is not null then null
  when account_at is not null and second_step_at is not null then 'active'
  when account_at is not null then 'second_step'
  when bounced_at is not null then 'bounced'
  when invited_at is null then null
  when opened_at is not null then 'account'
  when sent_at is null then 'sent'
  when delivered_at is null then 'delivered'
  else 'opened'
end) STORED;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "waits_since" timestamp with time zone GENERATED ALWAYS AS (case
  when left_at is not null or suspended_at is not null or active_at is not null then null
  when account_at is not null then coalesce(second_step_at, account_at)
  when bounced_at is not null then bounced_at
  when invited_at is null then null
  else coalesce(opened_at, delivered_at, sent_at, invited_at)
end) STORED;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "mail_name" text;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "reply_to" text;--> statement-breakpoint
CREATE INDEX "invitations_to_remind" ON "invitations" USING btree ("remind_at") WHERE remind_at is not null;--> statement-breakpoint
CREATE INDEX "invitations_to_remind_within" ON "invitations" USING btree ("tenant_id","remind_at") WHERE remind_at is not null;--> statement-breakpoint
CREATE INDEX "invitations_to_expire" ON "invitations" USING btree ("expires_at") WHERE accepted_at is null and withdrawn_at is null and declined_at is null
  and (expired_at is null or expired_at < expires_at);--> statement-breakpoint
CREATE INDEX "invitations_to_expire_within" ON "invitations" USING btree ("tenant_id","expires_at") WHERE accepted_at is null and withdrawn_at is null and declined_at is null
  and (expired_at is null or expired_at < expires_at);--> statement-breakpoint
CREATE INDEX "invitations_to_tell" ON "invitations" USING btree ("tell_at") WHERE tell_at is not null;--> statement-breakpoint
CREATE INDEX "people_waiting" ON "people" USING btree ("tenant_id","waits_at","waits_since","id") WHERE waits_at is not null;--> statement-breakpoint
CREATE INDEX "people_by_arrival" ON "people" USING btree ("tenant_id","active_at") WHERE active_at is not null;--> statement-breakpoint
CREATE INDEX "people_covered" ON "people" USING btree ("tenant_id","covered_by","account_at","id") WHERE covered_by is not null;--> statement-breakpoint
CREATE INDEX "people_late" ON "people" USING btree ("tenant_id","second_step_due_at","id") WHERE second_step_due_at is not null and not has_second_step and account_at is not null
  and left_at is null and suspended_at is null;--> statement-breakpoint
CREATE POLICY "within_door" ON "cover_counts" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "cover_counts" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "cover_counts" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "gate_counts" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "gate_counts" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "gate_counts" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);