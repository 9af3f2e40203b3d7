'use client';

import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import type { TableScoreView } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { Alert } from '../alert';
import { Button } from '../button';
import { Field, SelectInput } from '../field';
import { formatBytes, formatPercent } from '../format';
import { useMe } from '../me.client';
import { ScriptForm } from '../script-form.client';
import { Stat } from '../stat';
import { TypedInput } from '../typed-before.client';

type Props = { readonly locale: Locale; readonly listingId: string; readonly columns: readonly string[]; readonly maxBytes: number };

/** Try before you buy: a file of one's own against this dataset. What is shown are sums; the file is gone when the answer is there. */
export function ScoreCard({ locale, listingId, columns, maxBytes }: Props) {
  const t = useTranslations('studio.score');
  const common = useTranslations('common');
  const { me } = useMe();
  const [label, setLabel] = useState(columns.at(-1) ?? '');
  const [isBusy, setIsBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [score, setScore] = useState<TableScoreView | null>(null);
  const [file, setFile] = useState<File | null>(null);

  async function send(event: FormEvent) {
    event.preventDefault();
    if (!file) return;
    setIsBusy(true); setFault(null); setScore(null);
    try {
      const query = new URLSearchParams({ name: file.name, label, locale });
      const response = await fetch(`/api/scores/${listingId}?${query.toString()}`, { method: 'POST', body: file, credentials: 'same-origin' });
      const answer: unknown = await response.json();
      if (response.ok) setScore(answer as TableScoreView);
      else setFault(typeof answer === 'object' && answer !== null && 'detail' in answer && typeof answer.detail === 'string' ? answer.detail : common('unexpected'));
    } catch {
      setFault(common('unexpected'));
    }
    setIsBusy(false);
  }

  if (me === null || me.account === null) return <p className="text-sm text-ink-soft">{t('signIn')}</p>;
  const percent = (share: number) => formatPercent(share, locale);
  return (
    <div className="space-y-4">
      <ScriptForm onSubmit={(event) => { void send(event); }} className="grid items-end gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_auto]">
        <Field id="score-file" label={t('file', { size: formatBytes(maxBytes, locale) })}>
          {(control) => <TypedInput {...control} type="file" accept=".csv,.tsv,.json,.ndjson,.parquet" onChange={(event) => { setFile(event.currentTarget.files?.[0] ?? null); }} className="block w-full text-sm file:mr-3 file:min-h-10 file:rounded-lg file:border file:border-line-strong file:bg-surface file:px-3 file:text-sm file:font-medium" />}
        </Field>
        <Field id="score-label" label={t('label')}>{(control) => <SelectInput {...control} value={label} onChange={(event) => { setLabel(event.target.value); }}>{columns.map((name) => <option key={name} value={name}>{name}</option>)}</SelectInput>}</Field>
        <Button type="submit" variant="primary" isBusy={isBusy} disabled={file === null}>{isBusy ? t('busy') : t('start')}</Button>
      </ScriptForm>
      {fault ? <Alert tone="bad" isLive>{fault}</Alert> : null}
      {score ? (
        <div role="status" className="space-y-3">
          <dl className="grid gap-4 sm:grid-cols-3">
            <Stat label={t('accuracy')} value={percent(score.accuracy)} hint={t('accuracyNote', { count: score.validationRows })} />
            <Stat label={t('baseline')} value={percent(score.baseline)} hint={t('baselineNote')} />
            <Stat label={t('helpful')} value={percent(score.helpfulShare)} hint={t('helpfulNote', { count: score.trainRows })} />
          </dl>
          <p className="text-sm text-ink-soft">{t('basis', { basis: score.basis, count: score.trainRows })} {t('columns', { columns: score.columns.join(', ') })} {t('deleted')}</p>
        </div>
      ) : null}
    </div>
  );
}
