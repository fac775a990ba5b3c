CREATE TABLE "trusted_devices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"identity_id" uuid DEFAULT app.identity_id() NOT NULL,
	"hash" "bytea" NOT NULL,
	"browser" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "one_trusted_device_per_secret" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "trusted_devices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"identity_id" uuid DEFAULT app.identity_id() NOT NULL,
	"name" text NOT NULL,
	"credential_id" "bytea" NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] DEFAULT '{}' NOT NULL,
	"backed_up" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"last_used_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "one_passkey_per_credential" UNIQUE("credential_id")
);
--> statement-breakpoint
ALTER TABLE "passkeys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "phones" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"identity_id" uuid DEFAULT app.identity_id() NOT NULL,
	"sealed_number" text NOT NULL,
	"last_digits" text NOT NULL,
	"country" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"verified_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "phones" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sent_codes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"identity_id" uuid DEFAULT app.identity_id() NOT NULL,
	"phone_id" uuid NOT NULL,
	"asked_by" uuid NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"spent_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "sent_codes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "security_answers" (
	"identity_id" uuid DEFAULT app.identity_id() NOT NULL,
	"question" text NOT NULL,
	"hash" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	CONSTRAINT "security_answers_identity_id_question_pk" PRIMARY KEY("identity_id","question")
);
--> statement-breakpoint
ALTER TABLE "security_answers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "identity_addresses" ADD COLUMN "replaced_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "channel" text DEFAULT 'mail' NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "second_step_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "flows" ADD COLUMN "proofs" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "flows" ADD COLUMN "challenge" text;--> statement-breakpoint
ALTER TABLE "trusted_devices" ADD CONSTRAINT "trusted_devices_identity_id_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."identities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_identity_id_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."identities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phones" ADD CONSTRAINT "phones_identity_id_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."identities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sent_codes" ADD CONSTRAINT "sent_codes_identity_id_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."identities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sent_codes" ADD CONSTRAINT "sent_codes_phone_id_phones_id_fk" FOREIGN KEY ("phone_id") REFERENCES "public"."phones"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "security_answers" ADD CONSTRAINT "security_answers_identity_id_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."identities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "trusted_devices_of_identity" ON "trusted_devices" USING btree ("identity_id");--> statement-breakpoint
CREATE INDEX "passkeys_of_identity" ON "passkeys" USING btree ("identity_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_phone_per_identity" ON "phones" USING btree ("identity_id") WHERE verified_at is not null and ended_at is null;--> statement-breakpoint
CREATE INDEX "phones_of_identity" ON "phones" USING btree ("identity_id");--> statement-breakpoint
CREATE INDEX "sent_codes_of_identity" ON "sent_codes" USING btree ("identity_id","asked_by");--> statement-breakpoint
CREATE POLICY "within_door" ON "trusted_devices" AS PERMISSIVE FOR ALL TO "portico_app" USING (app.tenant_id() is null and identity_id = app.identity_id()) WITH CHECK (app.tenant_id() is null and identity_id = app.identity_id());--> statement-breakpoint
CREATE POLICY "system" ON "trusted_devices" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "trusted_devices" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "passkeys" AS PERMISSIVE FOR ALL TO "portico_app" USING (app.tenant_id() is null and identity_id = app.identity_id()) WITH CHECK (app.tenant_id() is null and identity_id = app.identity_id());--> statement-breakpoint
CREATE POLICY "system" ON "passkeys" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "passkeys" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "phones" AS PERMISSIVE FOR ALL TO "portico_app" USING (app.tenant_id() is null and identity_id = app.identity_id()) WITH CHECK (app.tenant_id() is null and identity_id = app.identity_id());--> statement-breakpoint
CREATE POLICY "system" ON "phones" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "phones" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "sent_codes" AS PERMISSIVE FOR ALL TO "portico_app" USING (app.tenant_id() is null and identity_id = app.identity_id()) WITH CHECK (app.tenant_id() is null and identity_id = app.identity_id());--> statement-breakpoint
CREATE POLICY "system" ON "sent_codes" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "sent_codes" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "within_door" ON "security_answers" AS PERMISSIVE FOR ALL TO "portico_app" USING (app.tenant_id() is null and identity_id = app.identity_id()) WITH CHECK (app.tenant_id() is null and identity_id = app.identity_id());--> statement-breakpoint
CREATE POLICY "system" ON "security_answers" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "security_answers" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);