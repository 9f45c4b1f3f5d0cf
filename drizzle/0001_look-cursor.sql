ALTER TABLE "agenda" ADD COLUMN "looking_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "agenda" ADD COLUMN "looked_debtor" uuid;--> statement-breakpoint
ALTER TABLE "look" DROP COLUMN "stated";