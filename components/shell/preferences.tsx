import { Monitor, Moon, Sun } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { classes } from '#components/ui/classes.ts';
import { LANGUAGES, type Language } from '#lib/api/languages.ts';
import { THEMES, type Theme } from '#lib/api/themes.ts';

export interface PreferencesProps {
  readonly language: Language;
  readonly theme: Theme;
  readonly switchLanguage: (form: FormData) => Promise<void>;
  readonly switchTheme: (form: FormData) => Promise<void>;
  readonly className?: string;
}

const pictures = { system: Monitor, light: Sun, dark: Moon };

/** Language and look; each is a form of its own, so that one press suffices. */
export async function Preferences({ language, theme, switchLanguage, switchTheme, className }: PreferencesProps) {
  const [t, names] = await Promise.all([getTranslations('shell'), getTranslations('language')]);
  return (
    <div className={classes('flex flex-col gap-3', className)}>
      <Choice legend={t('language')} action={switchLanguage}>
        {LANGUAGES.map((value) => (
          <Option key={value} name="language" value={value} isChosen={value === language}>
            {names(value)}
          </Option>
        ))}
      </Choice>
      <Choice legend={t('theme')} action={switchTheme}>
        {THEMES.map((value) => {
          const Picture = pictures[value];
          return (
            <Option key={value} name="theme" value={value} isChosen={value === theme}>
              <Picture aria-hidden className="size-3.5" />
              {t(`theme-${value}`)}
            </Option>
          );
        })}
      </Choice>
    </div>
  );
}

function Choice({
  legend,
  action,
  children,
}: {
  readonly legend: string;
  readonly action: (form: FormData) => Promise<void>;
  readonly children: ReactNode;
}) {
  return (
    <form action={action}>
      <fieldset>
        <legend className="label-caps pb-1.5">{legend}</legend>
        <div className="flex gap-0.5 rounded-md bg-sunken p-0.5">{children}</div>
      </fieldset>
    </form>
  );
}

interface OptionProps {
  readonly name: string;
  readonly value: string;
  readonly isChosen: boolean;
  readonly children: ReactNode;
}

function Option({ name, value, isChosen, children }: OptionProps) {
  return (
    <button
      type="submit"
      name={name}
      value={value}
      aria-pressed={isChosen}
      className="flex h-8 flex-1 items-center justify-center gap-1.5 rounded-sm px-1 text-ink-2 text-xs transition-colors hover:text-ink aria-pressed:bg-raised aria-pressed:font-semibold aria-pressed:text-ink aria-pressed:shadow-1"
    >
      {children}
    </button>
  );
}
