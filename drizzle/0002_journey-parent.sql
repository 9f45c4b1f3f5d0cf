ALTER TABLE "journey" ADD COLUMN "parent" jsonb;--> statement-breakpoint
ALTER TABLE "journey" ADD COLUMN "request_id" text;--> statement-breakpoint
CREATE UNIQUE INDEX "journey_request" ON "journey" USING btree ("workspace_id","request_id");