ALTER TABLE "account" ADD COLUMN "stated_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "look" DROP COLUMN "after_id";