import 'server-only';
import { UUID } from './uuid-text.ts';

/** A step that did something, a contact or a task: the shard, and its key there. */
interface StepPlace {
  readonly shard: number;
  readonly enrollmentId: string;
  readonly seq: number;
}

const KEY = new RegExp(`^(\\d{1,3})-(${UUID})-(\\d{1,9})$`);

/** The key of a contact or a task as an address has it. */
export function stepKey({ shard, enrollmentId, seq }: StepPlace): string {
  return `${shard}-${enrollmentId}-${seq}`;
}

/** The place that an address names; null for what is no such key. */
export function readStepKey(text: string): StepPlace | null {
  const [, shard, enrollmentId, seq] = KEY.exec(text) ?? [];
  return enrollmentId === undefined ? null : { shard: Number(shard), enrollmentId, seq: Number(seq) };
}
