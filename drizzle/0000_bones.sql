CREATE TABLE "import_refusal" (
	"import_id" integer NOT NULL,
	"row" integer NOT NULL,
	"reason" text NOT NULL,
	"cells" jsonb NOT NULL,
	CONSTRAINT "import_refusal_import_id_row_pk" PRIMARY KEY("import_id","row")
);
--> statement-breakpoint
CREATE TABLE "import" (
	"id" serial PRIMARY KEY NOT NULL,
	"workspace_id" integer NOT NULL,
	"file_name" text NOT NULL,
	"status" text NOT NULL,
	"counts" jsonb,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "journey" (
	"id" serial PRIMARY KEY NOT NULL,
	"workspace_id" integer NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"draft" jsonb NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"live_version_id" integer,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "journey_version" (
	"id" serial PRIMARY KEY NOT NULL,
	"journey_id" integer NOT NULL,
	"number" integer NOT NULL,
	"document" jsonb NOT NULL,
	"templates" jsonb NOT NULL,
	"published_by" text,
	"published_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mapping" (
	"workspace_id" integer NOT NULL,
	"name" text NOT NULL,
	"document" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mapping_workspace_id_name_pk" PRIMARY KEY("workspace_id","name")
);
--> statement-breakpoint
CREATE TABLE "message_template" (
	"workspace_id" integer NOT NULL,
	"key" text NOT NULL,
	"channel" text NOT NULL,
	"language" text NOT NULL,
	"version" integer NOT NULL,
	"subject" text,
	"body" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "message_template_workspace_id_key_channel_language_version_pk" PRIMARY KEY("workspace_id","key","channel","language","version")
);
--> statement-breakpoint
CREATE TABLE "policy" (
	"workspace_id" integer NOT NULL,
	"code" text NOT NULL,
	"rules" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "policy_workspace_id_code_pk" PRIMARY KEY("workspace_id","code")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" serial PRIMARY KEY NOT NULL,
	"workspace_id" integer,
	"person_id" text,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credential" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"person_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"language" text DEFAULT 'es' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "role" (
	"workspace_id" integer NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "role_workspace_id_person_id_pk" PRIMARY KEY("workspace_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workspace" (
	"id" serial PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"mode" text NOT NULL,
	"country" text NOT NULL,
	"timezone" text NOT NULL,
	"currency" text NOT NULL,
	"language" text DEFAULT 'es' NOT NULL,
	"policy_code" text,
	"topic_days" integer DEFAULT 3 NOT NULL,
	"shard_base" integer NOT NULL,
	"shard_spread" integer DEFAULT 1 NOT NULL,
	"clock_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "account" (
	"shard" smallint NOT NULL,
	"id" uuid NOT NULL,
	"workspace_id" integer NOT NULL,
	"external_id" text NOT NULL,
	"debtor_id" uuid NOT NULL,
	"product" text,
	"currency" text NOT NULL,
	"balance" bigint NOT NULL,
	"principal" bigint,
	"due_date" text,
	"opened_at" timestamp (3) with time zone,
	"status" text,
	"segment" text,
	"score" double precision,
	"tags" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"attributes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"last_payment_at" timestamp (3) with time zone,
	"last_payment_amount" bigint,
	"paid_total" bigint DEFAULT 0 NOT NULL,
	"surplus" bigint DEFAULT 0 NOT NULL,
	"promise_date" text,
	"promise_amount" bigint,
	"promise_paid" bigint,
	"promise_made_at" timestamp (3) with time zone,
	"promise_breaks_at" timestamp (3) with time zone,
	"broken_promises" integer DEFAULT 0 NOT NULL,
	"promises_made" integer DEFAULT 0 NOT NULL,
	"status_before_dispute" text,
	"imported" jsonb NOT NULL,
	"as_of" timestamp (3) with time zone NOT NULL,
	"last_event_at" timestamp (3) with time zone,
	CONSTRAINT "account_shard_id_pk" PRIMARY KEY("shard","id")
);
--> statement-breakpoint
CREATE TABLE "debtor" (
	"shard" smallint NOT NULL,
	"id" uuid NOT NULL,
	"workspace_id" integer NOT NULL,
	"external_id" text NOT NULL,
	"name" text,
	"language" text,
	"country" text,
	"subdivision" text,
	"timezone" text,
	"zone" text NOT NULL,
	"email" text,
	"phone" text,
	"whatsapp" text,
	"push_count" integer DEFAULT 0 NOT NULL,
	"postal" text,
	"hours_override" jsonb,
	"cease_request" boolean,
	"attorney_represented" boolean,
	"call_consent_at" timestamp (3) with time zone,
	"preferred_channel" text,
	"preferred_from" text,
	"preferred_to" text,
	"preference_source" text,
	"preference_at" timestamp (3) with time zone,
	"paperless" boolean,
	"consent" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"hard_failed" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"last_reply_at" timestamp (3) with time zone,
	"attributes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"imported" jsonb NOT NULL,
	"imported_at" timestamp (3) with time zone NOT NULL,
	"last_event_at" timestamp (3) with time zone,
	CONSTRAINT "debtor_shard_id_pk" PRIMARY KEY("shard","id")
);
--> statement-breakpoint
CREATE TABLE "event" (
	"shard" smallint NOT NULL,
	"arrival" bigint DEFAULT nextval('event_arrival') NOT NULL,
	"workspace_id" integer NOT NULL,
	"external_id" text NOT NULL,
	"debtor_id" uuid NOT NULL,
	"account_id" uuid,
	"type" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"payload" jsonb NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"applied" boolean DEFAULT false NOT NULL,
	CONSTRAINT "event_shard_arrival_pk" PRIMARY KEY("shard","arrival")
);
--> statement-breakpoint
CREATE TABLE "promise" (
	"shard" smallint NOT NULL,
	"account_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"workspace_id" integer NOT NULL,
	"amount" bigint NOT NULL,
	"date" text NOT NULL,
	"status" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "promise_shard_account_id_number_pk" PRIMARY KEY("shard","account_id","number")
);
--> statement-breakpoint
CREATE TABLE "agenda" (
	"shard" smallint NOT NULL,
	"workspace_id" integer NOT NULL,
	"next_at" timestamp (3) with time zone,
	"looked_until" timestamp (3) with time zone,
	CONSTRAINT "agenda_shard_workspace_id_pk" PRIMARY KEY("shard","workspace_id")
);
--> statement-breakpoint
CREATE TABLE "contact" (
	"shard" smallint NOT NULL,
	"id" uuid NOT NULL,
	"workspace_id" integer NOT NULL,
	"enrollment_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"journey_id" integer NOT NULL,
	"version_id" integer NOT NULL,
	"node" text NOT NULL,
	"visit" integer NOT NULL,
	"debtor_id" uuid NOT NULL,
	"account_ids" uuid[] NOT NULL,
	"enrollment_ids" uuid[] NOT NULL,
	"channel" text NOT NULL,
	"template" text NOT NULL,
	"topic" text,
	"status" text NOT NULL,
	"queued_at" timestamp (3) with time zone NOT NULL,
	"claimed_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "contact_message" (
	"shard" smallint NOT NULL,
	"enrollment_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"address" text NOT NULL,
	"language" text NOT NULL,
	"subject" text,
	"body" text NOT NULL,
	CONSTRAINT "contact_message_shard_enrollment_id_seq_pk" PRIMARY KEY("shard","enrollment_id","seq")
);
--> statement-breakpoint
CREATE TABLE "enrollment" (
	"shard" smallint NOT NULL,
	"id" uuid NOT NULL,
	"workspace_id" integer NOT NULL,
	"journey_id" integer NOT NULL,
	"version_id" integer NOT NULL,
	"account_id" uuid NOT NULL,
	"debtor_id" uuid NOT NULL,
	"run" integer NOT NULL,
	"status" text NOT NULL,
	"node" text NOT NULL,
	"seq" integer NOT NULL,
	"entered_at" timestamp (3) with time zone NOT NULL,
	"arrived_at" timestamp (3) with time zone NOT NULL,
	"acted_at" timestamp (3) with time zone,
	"wake_at" timestamp (3) with time zone,
	"last_outcome" text,
	"visits" jsonb,
	"outcome" text,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "enrollment_shard_id_pk" PRIMARY KEY("shard","id")
);
--> statement-breakpoint
CREATE TABLE "look" (
	"shard" smallint NOT NULL,
	"workspace_id" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"after_id" uuid,
	CONSTRAINT "look_shard_workspace_id_at_pk" PRIMARY KEY("shard","workspace_id","at")
);
--> statement-breakpoint
CREATE TABLE "sandbox_delivery" (
	"shard" smallint NOT NULL,
	"key" text NOT NULL,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"accepted_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sandbox_delivery_shard_key_pk" PRIMARY KEY("shard","key")
);
--> statement-breakpoint
CREATE TABLE "step_trace" (
	"shard" smallint NOT NULL,
	"workspace_id" integer NOT NULL,
	"enrollment_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"node" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"detail" text
);
--> statement-breakpoint
CREATE TABLE "task" (
	"shard" smallint NOT NULL,
	"enrollment_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"id" uuid NOT NULL,
	"workspace_id" integer NOT NULL,
	"node" text NOT NULL,
	"debtor_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"queue" text NOT NULL,
	"status" text NOT NULL,
	"outcome" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "task_shard_enrollment_id_seq_pk" PRIMARY KEY("shard","enrollment_id","seq")
);
--> statement-breakpoint
ALTER TABLE "import_refusal" ADD CONSTRAINT "import_refusal_import_id_import_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."import"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import" ADD CONSTRAINT "import_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journey" ADD CONSTRAINT "journey_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journey_version" ADD CONSTRAINT "journey_version_journey_id_journey_id_fk" FOREIGN KEY ("journey_id") REFERENCES "public"."journey"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_template" ADD CONSTRAINT "message_template_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy" ADD CONSTRAINT "policy_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role" ADD CONSTRAINT "role_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role" ADD CONSTRAINT "role_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "journey_key" ON "journey" USING btree ("workspace_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "journey_version_number" ON "journey_version" USING btree ("journey_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "person_email" ON "person" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "rate_limit_key" ON "rate_limit" USING btree ("key");--> statement-breakpoint
CREATE UNIQUE INDEX "session_token" ON "session" USING btree ("token");--> statement-breakpoint
CREATE UNIQUE INDEX "workspace_slug" ON "workspace" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "account_external" ON "account" USING btree ("shard","workspace_id","external_id");--> statement-breakpoint
CREATE INDEX "account_debtor" ON "account" USING btree ("shard","debtor_id");--> statement-breakpoint
CREATE INDEX "account_promise_breaks" ON "account" USING btree ("shard","workspace_id","promise_breaks_at") WHERE promise_breaks_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "debtor_external" ON "debtor" USING btree ("shard","workspace_id","external_id");--> statement-breakpoint
CREATE UNIQUE INDEX "event_external" ON "event" USING btree ("shard","workspace_id","external_id");--> statement-breakpoint
CREATE INDEX "event_debtor" ON "event" USING btree ("shard","debtor_id","at");--> statement-breakpoint
CREATE INDEX "event_pending" ON "event" USING btree ("shard","workspace_id","at") WHERE not applied;--> statement-breakpoint
CREATE UNIQUE INDEX "contact_key" ON "contact" USING btree ("shard","enrollment_id","seq");--> statement-breakpoint
CREATE INDEX "contact_debtor" ON "contact" USING btree ("shard","debtor_id","queued_at");--> statement-breakpoint
CREATE INDEX "contact_queued" ON "contact" USING btree ("shard","workspace_id","queued_at") WHERE status = 'queued';--> statement-breakpoint
CREATE UNIQUE INDEX "enrollment_run" ON "enrollment" USING btree ("shard","account_id","journey_id","run");--> statement-breakpoint
CREATE INDEX "step_trace_enrollment" ON "step_trace" USING btree ("shard","enrollment_id","seq");