'use client';

import { Copy, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { setConfig, setLabel, setNote, setStage } from '#lib/journey/edits/nodes.ts';
import type { JourneyNode, NodeType } from '#lib/journey/nodes/index.ts';
import { ChoiceField, LinesField } from './fields.tsx';
import { FindingLine } from './finding-line.tsx';
import { groupFindings } from './finding-words.ts';
import { useFindings } from './findings-context.tsx';
import type { NodeForm, NodeFormProps } from './node-forms/node-form.ts';
import { nodeForms } from './node-forms/registry.ts';
import { pictureOf } from './step-picture.tsx';
import { useStepWords } from './step-words.ts';
import { useStudio } from './studio-context.tsx';
import { TextSetting } from './typed-fields.tsx';
import { useDrawing } from './use-drawing.ts';
import { WaysOut } from './ways-out.tsx';

/** The settings of one step. */
export function NodePanel({ id }: { readonly id: string }) {
  const node = useStudio(({ history }) => history.document.nodes.find((one) => one.id === id));
  if (!node) return null;
  return (
    <div className="flex flex-col gap-4 p-4">
      <NodeHead node={node} />
      <NodeFindings id={id} />
      <NodeSettings node={node} />
      <WaysOut node={node} />
      <NodeBelongings node={node} />
    </div>
  );
}

function NodeHead({ node }: { readonly node: JourneyNode }) {
  const t = useTranslations('studio');
  const words = useStepWords();
  const drawing = useDrawing();
  const stages = useStudio(({ history }) => history.document.stages);
  const canEdit = useStudio((studio) => studio.canEdit);
  const Picture = pictureOf(node);
  const stage = stages.find((one) => one.id === node.stage)?.name;
  return (
    <header className="flex items-start gap-2.5">
      <span className="mt-0.5 grid size-7 shrink-0 place-items-center rounded-sm bg-sunken text-ink-2">
        <Picture aria-hidden className="size-4" strokeWidth={2} />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="line-clamp-2 font-semibold text-lg">{words.nodeName(node)}</h2>
        <p className="wrap-anywhere text-ink-2 text-sm">
          {stage ? t('typeInStage', { type: words.typeName(node.type), stage }) : words.typeName(node.type)}
        </p>
      </div>
      {canEdit ? (
        <div className="flex">
          <IconButton className="size-8" label={t('duplicate')} onClick={drawing.duplicate}>
            <Copy aria-hidden className="size-4" />
          </IconButton>
          <IconButton className="size-8" label={t('remove')} onClick={drawing.remove}>
            <Trash2 aria-hidden className="size-4" />
          </IconButton>
        </div>
      ) : null}
    </header>
  );
}

function NodeFindings({ id }: { readonly id: string }) {
  const { ofNode } = useFindings();
  const findings = ofNode(id);
  if (findings.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1.5">
      {groupFindings(findings).map((group) => (
        <li key={group.key}>
          <FindingLine group={group} />
        </li>
      ))}
    </ul>
  );
}

/** The form of the node's type, with the settings of that type. */
function NodeSettings({ node }: { readonly node: JourneyNode }) {
  const make = useStudio((studio) => studio.make);
  const { faultAt } = useFindings();
  const onChange = useCallback(
    (config: JourneyNode['config'], field: string | null) => void make(setConfig(node.id, config, field)),
    [make, node.id],
  );
  const at = useCallback((path: string) => faultAt(node.id, path), [faultAt, node.id]);
  return <section className="flex flex-col gap-3">{drawForm(node, nodeForms, onChange, at)}</section>;
}

/** The form and the node are of one type: the registry pairs them, which the compiler cannot follow through a union. */
function drawForm(
  node: JourneyNode,
  forms: { readonly [T in NodeType]: NodeForm<T> },
  onChange: (config: JourneyNode['config'], field: string | null) => void,
  faultAt: (path: string) => string | null,
): ReactNode {
  const Form = forms[node.type] as (props: Omit<NodeFormProps<NodeType>, 'onChange'> & { readonly onChange: typeof onChange }) => ReactNode;
  return <Form node={node} config={node.config} onChange={onChange} faultAt={faultAt} />;
}

/** Its name, its stage and a note: what every step has. */
function NodeBelongings({ node }: { readonly node: JourneyNode }) {
  const t = useTranslations('studio');
  const make = useStudio((studio) => studio.make);
  const stages = useStudio(({ history }) => history.document.stages);
  return (
    <section className="flex flex-col gap-3 border-t pt-4">
      <TextSetting label={t('label')} value={node.label ?? ''} onChange={(label) => make(setLabel(node.id, label))} />
      {stages.length > 0 ? (
        <ChoiceField
          label={t('stage')}
          value={node.stage ?? ''}
          options={[{ value: '', label: t('stageNone') }, ...stages.map(({ id, name }) => ({ value: id, label: name || id }))]}
          onChange={(stage) => make(setStage(node.id, stage === '' ? null : stage))}
        />
      ) : null}
      <LinesField label={t('note')} value={node.note ?? ''} rows={2} onChange={(note) => make(setNote(node.id, note))} />
    </section>
  );
}
