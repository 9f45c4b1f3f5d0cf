CREATE TABLE "journey_scenario" (
	"journey_id" integer NOT NULL,
	"id" text NOT NULL,
	"document" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text,
	CONSTRAINT "journey_scenario_journey_id_id_pk" PRIMARY KEY("journey_id","id")
);
--> statement-breakpoint
ALTER TABLE "journey_scenario" ADD CONSTRAINT "journey_scenario_journey_id_journey_id_fk" FOREIGN KEY ("journey_id") REFERENCES "public"."journey"("id") ON DELETE cascade ON UPDATE no action;