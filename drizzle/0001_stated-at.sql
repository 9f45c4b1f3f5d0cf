ALTER TABLE "workspace" ADD COLUMN "clock_mover" text;--> statement-breakpoint
ALTER TABLE "workspace" ADD COLUMN "clock_mover_seen_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "account" ADD COLUMN "stated_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "priority" double precision;--> statement-breakpoint
ALTER TABLE "look" DROP COLUMN "after_id";