CREATE TABLE "arm_model" (
	"workspace_id" integer NOT NULL,
	"model" text NOT NULL,
	"day" text NOT NULL,
	"version" integer NOT NULL,
	"trials" jsonb NOT NULL,
	"made_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "arm_model_workspace_id_model_day_pk" PRIMARY KEY("workspace_id","model","day")
);
--> statement-breakpoint
CREATE TABLE "arm_showing" (
	"shard" smallint NOT NULL,
	"enrollment_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"workspace_id" integer NOT NULL,
	"account_id" uuid NOT NULL,
	"journey_id" integer NOT NULL,
	"node" text NOT NULL,
	"model" text NOT NULL,
	"arm" text NOT NULL,
	"context" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"ordinal" integer NOT NULL,
	"reward" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"rewarded_at" timestamp (3) with time zone,
	CONSTRAINT "arm_showing_shard_enrollment_id_seq_pk" PRIMARY KEY("shard","enrollment_id","seq")
) PARTITION BY LIST ("shard");
--> statement-breakpoint
-- By hand, as in 0000: Drizzle has no syntax for partitions.
DO $$
BEGIN
	FOR k IN 0..7 LOOP
		EXECUTE format('CREATE TABLE %I PARTITION OF arm_showing FOR VALUES IN (%s) WITH (fillfactor = 90)', 'arm_showing_' || k,
			(SELECT string_agg(s::text, ',') FROM generate_series(k, 255, 8) AS s));
	END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE "agenda" ADD COLUMN "learn_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "arm_model" ADD CONSTRAINT "arm_model_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "arm_showing_account" ON "arm_showing" USING btree ("shard","account_id");--> statement-breakpoint
CREATE INDEX "arm_showing_model" ON "arm_showing" USING btree ("shard","workspace_id","model");