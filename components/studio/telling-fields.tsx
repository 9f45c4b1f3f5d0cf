'use client';

import { useLocale, useTranslations } from 'next-intl';
import { CHANNELS, type Channel } from '#lib/facts/debtor.ts';
import type { NodeOf } from '#lib/journey/nodes/index.ts';
import { AttachmentFields } from './attachment-fields.tsx';
import { ChoiceField } from './fields.tsx';
import { MessageSection } from './message-section.tsx';
import { plainSubject } from './message-words.ts';
import { OrderedChoice } from './ordered-choice.tsx';
import { useStepWords } from './step-words.ts';
import { useStudioPlace } from './studio-context.tsx';
import { TimingFields } from './timing-fields.tsx';
import { TextSetting } from './typed-fields.tsx';

type Settings = NodeOf<'message'>['config'];
type Choice = Settings['channel'];

const MODES = ['fixed', 'preferred', 'first'] as const;

interface TellingFieldsProps {
  /** What a new message is called after. */
  readonly stepName: string;
  readonly config: Settings;
  readonly onChange: (config: Settings, field: string | null) => void;
  readonly faultAt: (path: string) => string | null;
}

/** When, by which channel and with which words a step writes: the same for a message and an offer. */
export function TellingFields({ stepName, config, onChange, faultAt }: TellingFieldsProps) {
  const t = useTranslations('studio');
  return (
    <>
      <TimingFields config={config} onChange={onChange} fault={faultAt('when')} />
      <ChannelFields value={config.channel} fault={faultAt('channel')} onChange={(channel) => onChange({ ...config, channel }, null)} />
      <TemplateField value={config.template} fault={faultAt('template')} onChange={(template) => onChange({ ...config, template }, null)} />
      <MessageSection
        template={config.template}
        channels={channelsOf(config.channel)}
        stepName={stepName}
        onTemplate={(template) => onChange({ ...config, template }, null)}
      />
      <TextSetting
        label={t('topic')}
        hint={t('topicHint')}
        value={config.topic ?? ''}
        onChange={(topic) => {
          const { topic: _, ...rest } = config;
          onChange(topic === '' ? rest : { ...rest, topic }, 'topic');
        }}
      />
      <AttachmentFields
        value={config.attachments ?? []}
        faultAt={(index) => faultAt(`attachments[${index}]`)}
        onChange={(chosen) => {
          const { attachments: _, ...rest } = config;
          onChange(chosen.length === 0 ? rest : { ...rest, attachments: [...chosen] }, null);
        }}
      />
    </>
  );
}

function channelsOf(choice: Choice): readonly Channel[] {
  if (choice.mode === 'fixed') return [choice.channel];
  return choice.mode === 'preferred' ? choice.else : choice.of;
}

function choiceOf(mode: Choice['mode'], channels: readonly Channel[]): Choice {
  if (mode === 'fixed') return { mode, channel: channels[0] ?? 'email' };
  return mode === 'preferred' ? { mode, else: [...channels] } : { mode, of: [...channels] };
}

interface ChannelFieldsProps {
  readonly value: Choice;
  readonly onChange: (value: Choice) => void;
  readonly fault: string | null;
}

function ChannelFields({ value, onChange, fault }: ChannelFieldsProps) {
  const t = useTranslations('studio');
  const words = useStepWords();
  const channels = channelsOf(value);
  const asChannel = (name: string) => CHANNELS.find((channel) => channel === name);
  const listFault = value.mode !== 'fixed' && channels.length === 0 ? t('faultNoChannel') : fault;
  return (
    <>
      <ChoiceField
        label={t('channelMode')}
        value={value.mode}
        options={MODES.map((mode) => ({ value: mode, label: t(`channelMode-${mode}`) }))}
        onChange={(next) => onChange(choiceOf(MODES.find((mode) => mode === next) ?? 'fixed', channels))}
      />
      {value.mode === 'fixed' ? (
        <ChoiceField
          label={t('channel')}
          value={value.channel}
          fault={fault}
          options={CHANNELS.map((channel) => ({ value: channel, label: words.channelName(channel) }))}
          onChange={(next) => onChange({ mode: 'fixed', channel: asChannel(next) ?? value.channel })}
        />
      ) : (
        <OrderedChoice
          label={t(value.mode === 'preferred' ? 'channelElse' : 'channelFirst')}
          chosen={channels}
          options={CHANNELS}
          nameOf={words.channelName}
          addLabel={t('addChannel')}
          fault={listFault}
          onChange={(chosen) =>
            onChange(
              choiceOf(
                value.mode,
                chosen.flatMap((name) => asChannel(name) ?? []),
              ),
            )
          }
        />
      )}
    </>
  );
}

interface TemplateFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fault: string | null;
}

function TemplateField({ value, onChange, fault }: TemplateFieldProps) {
  const t = useTranslations('studio');
  const locale = useLocale();
  const { context } = useStudioPlace();
  const keys = [...new Set((context?.templates ?? []).map(({ key }) => key))].sort();
  const known = value === '' || keys.includes(value) ? keys : [value, ...keys];
  const labelOf = (key: string) => {
    const texts = context?.templates.filter((text) => text.key === key && text.subject) ?? [];
    const subject = plainSubject((texts.find(({ language }) => language === locale) ?? texts[0])?.subject ?? '');
    return subject === '' ? key : `${key} · ${subject}`;
  };
  return (
    <ChoiceField
      label={t('template')}
      value={value}
      fault={fault}
      options={[{ value: '', label: t('templateNone') }, ...known.map((key) => ({ value: key, label: labelOf(key) }))]}
      onChange={onChange}
    />
  );
}
