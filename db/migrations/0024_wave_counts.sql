CREATE TABLE "wave_counts" (
	"tenant_id" uuid DEFAULT app.tenant_id() NOT NULL,
	"wave_id" uuid NOT NULL,
	"fate" text NOT NULL,
	"accounts" integer NOT NULL,
	"hashed" integer NOT NULL,
	CONSTRAINT "wave_counts_tenant_id_wave_id_fate_pk" PRIMARY KEY("tenant_id","wave_id","fate")
);
--> statement-breakpoint
ALTER TABLE "wave_counts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "wave_accounts_by_state";--> statement-breakpoint
ALTER TABLE "wave_accounts" ADD COLUMN "place" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "wave_accounts" ADD COLUMN "standing" text DEFAULT 'ready' NOT NULL;--> statement-breakpoint
ALTER TABLE "wave_accounts" ADD COLUMN "hashed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "wave_accounts" ADD COLUMN "bounced" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "wave_accounts" ADD COLUMN "fate" text GENERATED ALWAYS AS (case
  when state = 'todo' and standing = 'ready' then 'todo'
  when state = 'todo' and standing = 'waits' then 'waits'
  when state = 'todo' then 'stays'
  when state = 'sent' and standing = 'moved' then 'activated'
  when state = 'sent' and bounced then 'bounced'
  when state in ('sent', 'linked', 'failed') then state
  when state = 'skipped' and reason in ('moved', 'left_out', 'sent', 'invited', 'other_wave', 'suspended', 'left', 'cancelled')
    then 'stays'
  when state = 'skipped' then 'needs'
  else 'back'
end) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "waves" ADD COLUMN "noticed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "waves" ADD COLUMN "noticed_again_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "wave_accounts_by_fate" ON "wave_accounts" USING btree ("tenant_id","wave_id","fate","place");--> statement-breakpoint
CREATE INDEX "wave_mails_of_person" ON "wave_accounts" USING btree ("tenant_id","person_id") WHERE state = 'sent';--> statement-breakpoint
CREATE INDEX "wave_accounts_by_state" ON "wave_accounts" USING btree ("tenant_id","wave_id","state","place");--> statement-breakpoint
CREATE POLICY "within_door" ON "wave_counts" AS PERMISSIVE FOR ALL TO "portico_app" USING (tenant_id = app.tenant_id()) WITH CHECK (tenant_id = app.tenant_id());--> statement-breakpoint
CREATE POLICY "system" ON "wave_counts" AS PERMISSIVE FOR ALL TO "portico_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "definer" ON "wave_counts" AS PERMISSIVE FOR ALL TO "portico_definer" USING (true) WITH CHECK (true);