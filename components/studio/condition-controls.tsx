'use client';

import { FolderPlus, Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type {
  ActionProps,
  CombinatorSelectorProps,
  ControlElementsProp,
  FieldSelectorProps,
  FullField,
  NotToggleProps,
  OperatorSelectorProps,
} from 'react-querybuilder';
import { Button, IconButton } from '#components/ui/button.tsx';
import { classes } from '#components/ui/classes.ts';
import { control } from '#components/ui/field.tsx';
import { ConditionValue } from './condition-value.tsx';

interface PickProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly disabled: boolean | undefined;
  readonly onPick: (value: string) => void;
  readonly className: string;
  readonly children: ReactNode;
}

function Pick({ label, value, disabled, onPick, className, children }: PickProps) {
  return (
    <select
      aria-label={label}
      title={label}
      value={value ?? ''}
      disabled={disabled}
      onChange={(event) => onPick(event.target.value)}
      className={classes(control, 'h-8 min-w-0 truncate px-1.5 text-sm disabled:opacity-80', className)}
    >
      {children}
    </select>
  );
}

interface Named {
  readonly name?: string | undefined;
  readonly label: string;
}

function options(list: readonly object[]): ReactNode {
  return list.map((one) => {
    if ('options' in one && Array.isArray(one.options) && 'label' in one) {
      return (
        <optgroup key={String(one.label)} label={String(one.label)} className="bg-surface text-ink">
          {options(one.options)}
        </optgroup>
      );
    }
    const { name, label } = one as Named;
    return (
      <option key={name} value={name} className="bg-surface text-ink">
        {label}
      </option>
    );
  });
}

/** The path after which any name is a field: what an import brought besides. */
const OWN = 'account.attributes.';

function FieldPick({ options: list, value, handleOnChange, disabled }: FieldSelectorProps<FullField>) {
  const t = useTranslations('studio');
  const isOwn = value !== undefined && /\.attributes\.|^event\.(?!type$|at$)/.test(value);
  return (
    <>
      <Pick label={t('field')} value={value} disabled={disabled} onPick={handleOnChange} className="is-field">
        {options(list)}
        <option value={`${OWN}${t('ownFieldName')}`} className="bg-surface text-ink">
          {t('ownField')}
        </option>
      </Pick>
      {isOwn ? (
        <input
          aria-label={t('ownFieldPath')}
          value={value}
          readOnly={disabled === true}
          onChange={(event) => handleOnChange(event.target.value)}
          className={classes(control, 'is-path h-8 px-2 font-mono text-xs')}
        />
      ) : null}
    </>
  );
}

function OperatorPick({ options: list, value, handleOnChange, disabled }: OperatorSelectorProps) {
  const t = useTranslations('studio');
  return (
    <Pick label={t('operator')} value={value} disabled={disabled} onPick={handleOnChange} className="is-operator">
      {options(list)}
    </Pick>
  );
}

function CombinatorPick({ options: list, value, handleOnChange, disabled }: CombinatorSelectorProps) {
  const t = useTranslations('studio');
  return (
    <Pick label={t('combinator')} value={value} disabled={disabled} onPick={handleOnChange} className="max-w-36">
      {options(list)}
    </Pick>
  );
}

function NotPick({ checked, handleOnChange, disabled }: NotToggleProps) {
  const t = useTranslations('studio');
  return (
    <label className="flex min-h-8 items-center gap-1.5 px-1 text-ink-2 text-xs">
      <input
        type="checkbox"
        checked={checked === true}
        disabled={disabled}
        onChange={(event) => handleOnChange(event.target.checked)}
        className="size-4 accent-brand"
      />
      {t('not')}
    </label>
  );
}

function AddRule({ handleOnClick, disabled }: ActionProps) {
  const t = useTranslations('studio');
  if (disabled) return null;
  return (
    <Button size="small" look="quiet" className="px-1.5" onClick={handleOnClick}>
      <Plus aria-hidden className="size-3.5" />
      {t('addRule')}
    </Button>
  );
}

function AddGroup({ handleOnClick, disabled }: ActionProps) {
  const t = useTranslations('studio');
  if (disabled) return null;
  return (
    <IconButton className="size-8" label={t('addGroup')} onClick={handleOnClick}>
      <FolderPlus aria-hidden className="size-3.5" />
    </IconButton>
  );
}

function Remove({ handleOnClick, disabled }: ActionProps) {
  const t = useTranslations('studio');
  if (disabled) return null;
  return (
    <IconButton className="is-remove size-8" label={t('removeRule')} onClick={handleOnClick}>
      <X aria-hidden className="size-3.5" />
    </IconButton>
  );
}

/** The controls of the builder in the looks of the house; one object, so that nothing is drawn anew for its sake. */
export const conditionControls: ControlElementsProp<FullField, string> = {
  fieldSelector: FieldPick,
  operatorSelector: OperatorPick,
  combinatorSelector: CombinatorPick,
  notToggle: NotPick,
  addRuleAction: AddRule,
  addGroupAction: AddGroup,
  removeRuleAction: Remove,
  removeGroupAction: Remove,
  valueEditor: ConditionValue,
};
