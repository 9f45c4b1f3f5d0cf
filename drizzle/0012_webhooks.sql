CREATE TABLE "signing_secret" (
	"id" serial PRIMARY KEY NOT NULL,
	"workspace_id" integer NOT NULL,
	"secret" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text,
	"retires_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "webhook_call" (
	"shard" smallint NOT NULL,
	"enrollment_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"workspace_id" integer NOT NULL,
	"version_id" integer NOT NULL,
	"node" text NOT NULL,
	"visit" integer NOT NULL,
	"debtor_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"url" text NOT NULL,
	"body" text NOT NULL,
	"timeout_seconds" integer NOT NULL,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"tried_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"reason" text,
	"http_status" integer,
	"detail" text,
	CONSTRAINT "webhook_call_shard_enrollment_id_seq_pk" PRIMARY KEY("shard","enrollment_id","seq")
) PARTITION BY LIST ("shard");
--> statement-breakpoint
-- By hand, as in 0000: Drizzle has no syntax for partitions.
DO $$
BEGIN
	FOR k IN 0..7 LOOP
		EXECUTE format('CREATE TABLE %I PARTITION OF webhook_call FOR VALUES IN (%s) WITH (fillfactor = 80)', 'webhook_call_' || k,
			(SELECT string_agg(s::text, ',') FROM generate_series(k, 255, 8) AS s));
	END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE "contact_message" ADD COLUMN "link" text;--> statement-breakpoint
ALTER TABLE "enrollment" ADD COLUMN "answer" text;--> statement-breakpoint
ALTER TABLE "signing_secret" ADD CONSTRAINT "signing_secret_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "signing_secret_in_use" ON "signing_secret" USING btree ("workspace_id") WHERE retires_at is null;--> statement-breakpoint
CREATE INDEX "webhook_call_debtor" ON "webhook_call" USING btree ("shard","debtor_id");--> statement-breakpoint
CREATE INDEX "webhook_call_waiting" ON "webhook_call" USING btree ("workspace_id","next_at") WHERE status = 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX "contact_message_link" ON "contact_message" USING btree ("shard","link") WHERE link is not null;