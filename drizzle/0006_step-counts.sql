CREATE TABLE "step_count" (
	"shard" smallint NOT NULL,
	"version_id" integer NOT NULL,
	"kind" text NOT NULL,
	"node" text NOT NULL,
	"outcome" text NOT NULL,
	"times" bigint NOT NULL,
	CONSTRAINT "step_count_shard_version_id_kind_node_outcome_pk" PRIMARY KEY("shard","version_id","kind","node","outcome")
);
--> statement-breakpoint
ALTER TABLE "step_count" SET (fillfactor = 50);--> statement-breakpoint
-- What happened before it was counted: a run that has moved left its entry node as its first step.
INSERT INTO "step_count"
SELECT e.shard, e.version_id, 'entered', coalesce((SELECT t.node FROM step_trace t WHERE t.shard = e.shard AND t.enrollment_id = e.id AND t.seq = 1 LIMIT 1), e.node), '', count(*)
FROM enrollment e GROUP BY 1, 2, 4
UNION ALL
SELECT e.shard, e.version_id, 'ended', e.node, '', count(*) FROM enrollment e WHERE e.status = 'ended' GROUP BY 1, 2, 4
UNION ALL
SELECT t.shard, e.version_id, 'step', t.node, t.outcome, count(*) FROM step_trace t JOIN enrollment e ON e.shard = t.shard AND e.id = t.enrollment_id GROUP BY 1, 2, 4, 5;
