import type { ReactNode } from 'react';
import type { NodeOf, NodeType } from '#lib/journey/nodes/index.ts';

/** What the form of a node type is given. */
export interface NodeFormProps<K extends NodeType> {
  readonly node: NodeOf<K>;
  readonly config: NodeOf<K>['config'];
  /** Puts other settings in force; `field` names what is typed in, so that it is one step of the history. */
  readonly onChange: (config: NodeOf<K>['config'], field: string | null) => void;
  /** What is wrong with a setting by its path in the config (`when.days`), in a sentence. */
  readonly faultAt: (path: string) => string | null;
}

/** The form of one node type. */
export type NodeForm<K extends NodeType> = (props: NodeFormProps<K>) => ReactNode;
