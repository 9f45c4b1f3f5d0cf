ALTER TABLE "policy" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "taken_by" text;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "taken_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "task_open" ON "task" USING btree ("shard","workspace_id") WHERE status = 'open';