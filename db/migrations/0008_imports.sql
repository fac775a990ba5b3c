CREATE TABLE "import_rows" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"import_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"given" jsonb NOT NULL,
	"email" text DEFAULT '' NOT NULL,
	"email_key" text,
	"name" text DEFAULT '' NOT NULL,
	"user_name" text,
	"user_name_key" text,
	"role_text" text,
	"language" text,
	"role_ids" uuid[] DEFAULT '{}' NOT NULL,
	"is_large" boolean DEFAULT false NOT NULL,
	"kept" boolean DEFAULT false NOT NULL,
	"left_out" boolean DEFAULT false NOT NULL,
	"verdict" text DEFAULT 'unread' NOT NULL,
	"about" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"done_at" timestamp with time zone,
	"invitation_id" uuid,
	"reason" text,
	CONSTRAINT "import_rows_tenant_id_import_id_line_pk" PRIMARY KEY("tenant_id","import_id","line")
);
--> statement-breakpoint
ALTER TABLE "import_rows" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"made_by" uuid DEFAULT app.person_id() NOT NULL,
	"source" text NOT NULL,
	"file_name" text,
	"headers" text[],
	"separator" text,
	"mapping" jsonb NOT NULL,
	"rows" integer NOT NULL,
	"state" text DEFAULT 'review' NOT NULL,
	"language" text NOT NULL,
	"role_ids" uuid[] DEFAULT '{}' NOT NULL,
	"days" integer,
	"note" text,
	"content_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"started_at" timestamp with time zone,
	"started_by" uuid,
	"stopped_why" text,
	"finished_at" timestamp with time zone,
	CONSTRAINT "imports_within_tenant" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "imports" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_tenant_id_import_id_imports_tenant_id_id_fk" FOREIGN KEY ("tenant_id","import_id") REFERENCES "public"."imports"("tenant_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_tenant_id_invitation_id_invitations_tenant_id_id_fk" FOREIGN KEY ("tenant_id","invitation_id") REFERENCES "public"."invitations"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_tenant_id_made_by_people_tenant_id_id_fk" FOREIGN KEY ("tenant_id","made_by") REFERENCES "public"."people"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_tenant_id_started_by_people_tenant_id_id_fk" FOREIGN KEY ("tenant_id","started_by") REFERENCES "public"."people"("tenant_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "import_rows_by_address" ON "import_rows" USING btree ("tenant_id","import_id","email_key");
--> statement-breakpoint
CREATE INDEX "import_rows_by_verdict" ON "import_rows" USING btree ("tenant_id","import_id","verdict","line");
--> statement-breakpoint
CREATE INDEX "imports_by_creation" ON "imports" USING btree ("tenant_id","created_at");
--> statement-breakpoint
CREATE INDEX "imports_running" ON "imports" USING btree ("tenant_id") WHERE state = 'running';
--> statement-breakpoint
CREATE POLICY "within_door" ON "import_rows" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());
--> statement-breakpoint
CREATE POLICY "system" ON "import_rows" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "definer" ON "import_rows" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "within_door" ON "imports" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());
--> statement-breakpoint
CREATE POLICY "system" ON "imports" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY "definer" ON "imports" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);
