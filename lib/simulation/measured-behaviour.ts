import type { Bucket } from '#lib/facts/catalogue.ts';
import type { Behaviour } from './behaviour.ts';
import { ANSWER_DAYS, type AnswerRates, round, USUAL_PAYS, USUAL_PROMISE, USUAL_WORK, usualAnswers } from './usual-behaviour.ts';

/** What was counted in a workspace's past. Days are local days on which an account was open and had not been told for three. */
export interface BehaviourCounts {
  readonly untold: readonly { readonly bucket: Bucket; readonly days: number; readonly paid: number }[];
  /** Contacts about one account whose three days are over, by what came first. */
  readonly answers: readonly {
    readonly way: string;
    readonly bucket: Bucket;
    readonly contacts: number;
    readonly paid: number;
    readonly promised: number;
    readonly replied: number;
  }[];
  /** Promises that came to their day; `daysAhead`: for how many days ahead they were made, on average. */
  readonly promises: { readonly kept: number; readonly broken: number; readonly daysAhead: number | null };
  readonly work: readonly { readonly kind: string; readonly outcome: string; readonly tasks: number }[];
}

/** A share with where it comes from: so many hits in so many cases, drawn to `usual` as if `weight` cases more had shown that. */
export interface MeasuredShare {
  readonly cases: number;
  readonly hits: number;
  readonly usual: number;
  readonly weight: number;
  readonly share: number;
}

/** A behaviour model with where each figure of it comes from. */
export interface MeasuredBehaviour {
  readonly behaviour: Behaviour;
  readonly untold: Readonly<Record<Bucket, MeasuredShare>>;
  /** By channel or kind of task. `pays`: above those who would have paid untold in the same days. */
  readonly answers: Readonly<Record<string, Readonly<Record<Bucket, Readonly<Record<keyof AnswerRates, MeasuredShare>>>>>>;
  readonly kept: MeasuredShare;
}

/** As if so many cases more had shown what is usual: a thin past moves little, a thick one has its say. */
const WEIGHT = { days: 1_000, contacts: 50, promises: 20, tasks: 50 };

/** The outcomes of tasks that a model knows; the others expire. */
const OUTCOMES = ['done', 'promise', 'noAnswer', 'refused', 'wrongParty'] as const;
const KINDS = ['call', 'visit', 'letter', 'review'] as const;
const WAYS = ['email', 'sms', 'whatsapp', 'push', 'voice', 'letter', 'call', 'visit'] as const;

/** The rates of a workspace, each drawn to what is usual where little was seen. The same counts give the same model. */
export function measuredBehaviour(counts: BehaviourCounts): MeasuredBehaviour {
  const untold = byBucket((bucket) => {
    const { days = 0, paid = 0 } = counts.untold.find((one) => one.bucket === bucket) ?? {};
    return drawn(days, paid, USUAL_PAYS[bucket], WEIGHT.days);
  });
  const answers = Object.fromEntries(
    WAYS.map((way) => [
      way,
      byBucket((bucket) => {
        const usual = usualAnswers(way, bucket);
        const seen = counts.answers.find((one) => one.way === way && one.bucket === bucket);
        const { contacts = 0, paid = 0, promised = 0, replied = 0 } = seen ?? {};
        const anyway = 1 - (1 - untold[bucket].share) ** ANSWER_DAYS;
        const pays = drawn(contacts, Math.max(0, paid - contacts * anyway), usual.pays, WEIGHT.contacts);
        return {
          pays: { ...pays, hits: paid },
          promises: drawn(contacts, promised, usual.promises, WEIGHT.contacts),
          replies: drawn(contacts, replied, usual.replies, WEIGHT.contacts),
        };
      }),
    ]),
  );
  const { kept, broken, daysAhead } = counts.promises;
  const keptShare = drawn(kept + broken, kept, USUAL_PROMISE.kept, WEIGHT.promises);
  const days =
    daysAhead === null || kept + broken < WEIGHT.promises ? USUAL_PROMISE.days : Math.min(90, Math.max(0, Math.round(daysAhead)));
  return {
    untold,
    answers,
    kept: keptShare,
    behaviour: {
      format: 'cadenza.behaviour/1',
      pays: byBucket((bucket) => untold[bucket].share),
      answers: Object.fromEntries(
        Object.entries(answers).map(([way, of]) => [
          way,
          byBucket((bucket) => ({ pays: of[bucket].pays.share, promises: of[bucket].promises.share, replies: of[bucket].replies.share })),
        ]),
      ),
      answerDays: ANSWER_DAYS,
      promise: { days, kept: keptShare.share },
      work: workOf(counts.work),
      costs: {},
      perDay: {},
    },
  };
}

function drawn(cases: number, hits: number, usual: number, weight: number): MeasuredShare {
  return { cases, hits, usual, weight, share: round((hits + usual * weight) / (cases + weight)) };
}

function byBucket<T>(of: (bucket: Bucket) => T): Record<Bucket, T> {
  return { pre: of('pre'), due: of('due'), '1-30': of('1-30'), '31-60': of('31-60'), '61-90': of('61-90'), '90+': of('90+') };
}

function workOf(counts: BehaviourCounts['work']): Behaviour['work'] {
  return Object.fromEntries(
    KINDS.map((kind) => {
      const seen = counts.filter((one) => one.kind === kind);
      const tasks = seen.reduce((sum, one) => sum + one.tasks, 0);
      const share = (outcome: (typeof OUTCOMES)[number]) => {
        const hits = seen.filter((one) => one.outcome === outcome).reduce((sum, one) => sum + one.tasks, 0);
        // Cut off rather than rounded: together they must not pass 1.
        return Math.floor(drawn(tasks, hits, USUAL_WORK[kind]?.[outcome] ?? 0, WEIGHT.tasks).share * 1_000) / 1_000;
      };
      return [
        kind,
        {
          done: share('done'),
          promise: share('promise'),
          noAnswer: share('noAnswer'),
          refused: share('refused'),
          wrongParty: share('wrongParty'),
        },
      ];
    }),
  );
}
