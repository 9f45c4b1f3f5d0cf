'use client';

import { ChevronDown } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { classes } from './classes.ts';
import { control } from './field.tsx';

/** One thing that can be chosen. Those of one group stand together, in the order given. */
export interface ComboboxOption {
  readonly value: string;
  readonly label: string;
  readonly group?: string;
  /** Smaller, behind the label. */
  readonly hint?: string;
}

interface ComboboxProps {
  readonly label: string;
  readonly options: readonly ComboboxOption[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Stands in the field while one searches. */
  readonly placeholder: string;
  /** Said where nothing matches. */
  readonly none: string;
  /** True where the choice is as good as none: it is shown paler. */
  readonly isQuiet?: boolean;
  readonly className?: string;
}

/** A choice of one among many, found by typing: arrows, Home, End, Enter and Escape as in any list; accents do not count. */
export function Combobox({ label, options, value, onChange, placeholder, none, isQuiet = false, className }: ComboboxProps) {
  const id = useId();
  const [search, setSearch] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const listRef = useRef<HTMLDivElement>(null);
  const isOpen = search !== null;
  const shown = useMemo(() => matching(options, search ?? ''), [options, search]);
  const chosen = options.find((option) => option.value === value);
  const active = isOpen ? shown[at] : undefined;

  const place = isOpen ? at : -1;
  useEffect(() => {
    listRef.current?.querySelectorAll('[role=option]')[place]?.scrollIntoView({ block: 'nearest' });
  }, [place]);

  const open = () => {
    if (isOpen) return;
    setSearch('');
    setAt(
      Math.max(
        0,
        options.findIndex((option) => option.value === value),
      ),
    );
  };
  const close = () => setSearch(null);
  const choose = (option: ComboboxOption | undefined) => {
    close();
    if (option && option.value !== value) onChange(option.value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 };
    const to = moves[event.key];
    if (to !== undefined && (isOpen || event.key.startsWith('Arrow'))) {
      event.preventDefault();
      if (isOpen) setAt(Math.min(shown.length - 1, Math.max(0, to)));
      else open();
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault();
      choose(active);
    } else if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      close();
    }
  };
  return (
    <div className={classes('relative min-w-0', className)}>
      <input
        role="combobox"
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}-list` : undefined}
        aria-activedescendant={active ? `${id}-${active.value}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        value={search ?? chosen?.label ?? ''}
        placeholder={isOpen ? placeholder : ''}
        onChange={(event) => {
          setSearch(event.target.value);
          setAt(0);
        }}
        onClick={open}
        onBlur={close}
        onKeyDown={onKeyDown}
        className={classes(control, 'h-9 truncate pr-8 pl-3 text-base max-lg:h-11', isQuiet && !isOpen ? 'text-ink-3' : 'font-medium')}
      />
      <ChevronDown aria-hidden className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-2.5 size-4 text-ink-3" />
      {isOpen ? (
        <div
          ref={listRef}
          id={`${id}-list`}
          role="listbox"
          aria-label={label}
          className="thin-scroll absolute top-full right-0 left-0 z-30 mt-1 max-h-72 min-w-64 overflow-y-auto rounded-lg border bg-raised p-1 shadow-2"
        >
          {shown.map((option, i) => (
            <Option
              key={option.value}
              id={`${id}-${option.value}`}
              option={option}
              group={option.group !== shown[i - 1]?.group ? option.group : undefined}
              isActive={i === at}
              isChosen={option.value === value}
              onPoint={() => setAt(i)}
              onChoose={() => choose(option)}
            />
          ))}
          {shown.length === 0 ? <div className="px-2.5 py-2 text-ink-3 text-sm">{none}</div> : null}
        </div>
      ) : null}
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly option: ComboboxOption;
  readonly group: string | undefined;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

/** The field keeps the focus while the mouse chooses. */
function Option({ id, option, group, isActive, isChosen, onPoint, onChoose }: OptionProps) {
  return (
    <>
      {group ? (
        <div aria-hidden className="label-caps px-2.5 pt-2 pb-1">
          {group}
        </div>
      ) : null}
      <button
        type="button"
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={isChosen}
        onPointerMove={onPoint}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onChoose}
        className={classes(
          'flex w-full items-baseline gap-2 rounded-md px-2.5 py-1.5 text-left text-base',
          isActive ? 'bg-brand-soft text-brand-strong' : 'text-ink',
          isChosen ? 'font-semibold' : null,
        )}
      >
        <span className="min-w-0 truncate">{option.label}</span>
        {option.hint ? <span className="ml-auto shrink-0 truncate text-ink-3 text-xs">{option.hint}</span> : null}
      </button>
    </>
  );
}

function matching(options: readonly ComboboxOption[], search: string): readonly ComboboxOption[] {
  const words = plain(search)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return options;
  return options.filter(({ label, group, value }) => {
    const text = plain(`${label} ${group ?? ''} ${value}`);
    return words.every((word) => text.includes(word));
  });
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
