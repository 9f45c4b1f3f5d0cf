ALTER TABLE "journey" ADD COLUMN "updated_by" text;--> statement-breakpoint
ALTER TABLE "journey_version" ADD COLUMN "revision" integer;