import type { Problem } from '#lib/base/problem.ts';

/** What can be wrong with a mapping itself; each has its sentence in the catalogues under `importing.fault`. */
export const MAPPING_FAULTS = [
  'newer',
  'shape',
  'unknownKey',
  'delimiter',
  'encoding',
  'dates',
  'decimal',
  'zone',
  'currency',
  'noField',
  'noEventField',
  'fromEvents',
  'workedOut',
  'notByDate',
  'filledTwice',
  'noDefault',
  'noIdentity',
  'amountAlone',
  'needsAccount',
] as const;
export type MappingFaultCode = (typeof MAPPING_FAULTS)[number];

/** A fault and what its sentence names: fields as a mapping writes them, headings as they stand in the file. */
export interface MappingFault {
  readonly code: MappingFaultCode;
  readonly values: Readonly<Record<string, string>>;
}

/** A problem of a mapping: `message` says it to a shell, `fault` lets a reader of any language be told. `column`: the heading it is about. */
export interface MappingProblem extends Problem {
  readonly fault: MappingFault;
  readonly column: string | null;
}

/** Why no field goes by a name. */
export interface NoField {
  readonly reason: string;
  readonly fault: MappingFault;
}
