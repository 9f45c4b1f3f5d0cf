CREATE TABLE "pool_day" (
	"workspace_id" integer NOT NULL,
	"pool" text NOT NULL,
	"day" text NOT NULL,
	"places" integer NOT NULL,
	"requests" integer NOT NULL,
	"granted" integer NOT NULL,
	"given_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "pool_day_workspace_id_pool_day_pk" PRIMARY KEY("workspace_id","pool","day")
);
--> statement-breakpoint
ALTER TABLE "workspace" ADD COLUMN "opening_time" text DEFAULT '08:00' NOT NULL;--> statement-breakpoint
ALTER TABLE "workspace" ADD COLUMN "opens_at" timestamp (3) with time zone DEFAULT 'epoch' NOT NULL;--> statement-breakpoint
ALTER TABLE "agenda" ADD COLUMN "has_requests" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "enrollment" ADD COLUMN "pool" text;--> statement-breakpoint
ALTER TABLE "enrollment" ADD COLUMN "place" jsonb;--> statement-breakpoint
ALTER TABLE "pool_day" ADD CONSTRAINT "pool_day_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;