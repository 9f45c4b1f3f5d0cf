ALTER TABLE "account" ADD COLUMN "disputed_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "account" a SET "disputed_at" = d."at" FROM (
  SELECT "shard", "account_id", max("at") AS "at" FROM "event" WHERE "type" = 'dispute.opened' AND "applied" GROUP BY "shard", "account_id") d
WHERE a."shard" = d."shard" AND a."id" = d."account_id";
