ALTER TABLE "message_template" ADD COLUMN "extras" jsonb;--> statement-breakpoint
ALTER TABLE "contact_message" ADD COLUMN "html" text;--> statement-breakpoint
ALTER TABLE "contact_message" ADD COLUMN "approved" text;