CREATE TABLE "simulation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" integer NOT NULL,
	"journey_id" integer NOT NULL,
	"person_id" text,
	"runner" text NOT NULL,
	"order" jsonb NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"whole" integer DEFAULT 0 NOT NULL,
	"stop_asked_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"outcome" text,
	"problem" text,
	"result" jsonb
);
--> statement-breakpoint
ALTER TABLE "simulation" ADD CONSTRAINT "simulation_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "simulation" ADD CONSTRAINT "simulation_journey_id_journey_id_fk" FOREIGN KEY ("journey_id") REFERENCES "public"."journey"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "simulation" ADD CONSTRAINT "simulation_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "simulation_running" ON "simulation" USING btree ("workspace_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "simulation_journey" ON "simulation" USING btree ("journey_id","started_at");