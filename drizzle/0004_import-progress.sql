ALTER TABLE "import" ADD COLUMN "person" text;--> statement-breakpoint
ALTER TABLE "import" ADD COLUMN "stored_as" text;--> statement-breakpoint
ALTER TABLE "import" ADD COLUMN "size" bigint;--> statement-breakpoint
ALTER TABLE "import" ADD COLUMN "sight" jsonb;--> statement-breakpoint
ALTER TABLE "import" ADD COLUMN "mapping" jsonb;--> statement-breakpoint
ALTER TABLE "import" ADD COLUMN "mapping_name" text;--> statement-breakpoint
ALTER TABLE "import" ADD COLUMN "rows" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import" ADD COLUMN "share" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import" ADD COLUMN "beat_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "import" ADD COLUMN "stop_asked" boolean DEFAULT false NOT NULL;