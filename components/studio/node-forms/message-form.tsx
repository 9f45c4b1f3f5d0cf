'use client';

import { useStepWords } from '../step-words.ts';
import { TellingFields } from '../telling-fields.tsx';
import type { NodeFormProps } from './node-form.ts';

/** When, by which channel and with which words a step writes. */
export function MessageForm({ node, config, onChange, faultAt }: NodeFormProps<'message'>) {
  return <TellingFields stepName={useStepWords().nodeName(node)} config={config} onChange={onChange} faultAt={faultAt} />;
}
