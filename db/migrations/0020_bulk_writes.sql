ALTER TABLE "messages" ADD COLUMN "by_hand" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "messages_by_hand" ON "messages" USING btree ("tenant_id","created_at") WHERE by_hand;