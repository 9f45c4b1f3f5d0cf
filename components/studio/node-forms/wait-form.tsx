'use client';

import { WhenFields } from '../when-fields.tsx';
import type { NodeFormProps } from './node-form.ts';

/** Until when it waits. */
export function WaitForm({ config, onChange, faultAt }: NodeFormProps<'wait'>) {
  return (
    <WhenFields
      isWait
      value={config.until}
      fault={faultAt('until')}
      onChange={(until, field) => onChange({ until }, field && `until ${field}`)}
    />
  );
}
