'use client';

import { useState, type ChangeEvent } from 'react';
import { useTranslations } from 'use-intl';
import { decodeText, readDictionaryText, type ReadEntry } from '@/lib/datasets/schema';
import type { Refusal } from '@/lib/shared/refusal';
import { Alert } from '../alert';
import { RefusalText } from '../refusal-text.client';
import { TypedInput } from '../typed-before.client';

type Props = { readonly revisionId: string; readonly names: readonly string[]; readonly onRead: (entries: readonly ReadEntry[]) => void };
type Found = { readonly count: number; readonly unknown: readonly string[]; readonly cut: number };

const maxBytes = 4 * 1024 * 1024;

/** Fills the form in from a dictionary that is there already; nothing leaves the browser before it is saved. */
export function DictionaryFile({ revisionId, names, onRead }: Props) {
  const t = useTranslations('dictionary');
  const [found, setFound] = useState<Found | Refusal | null>(null);

  async function read(event: ChangeEvent<HTMLInputElement>) {
    const input = event.currentTarget;
    const [file] = input.files ?? [];
    if (!file) return;
    const text = file.size > maxBytes ? null : decodeText(new Uint8Array(await file.arrayBuffer()));
    const result = text === null ? null : readDictionaryText(text, names);
    // The same file, mended, can be chosen again.
    input.value = '';
    if (!result?.ok) return setFound(result?.refusal ?? { code: 'dictionary-unreadable' });
    const { entries, unknown, cut } = result.value;
    onRead(entries);
    setFound({ count: entries.length, unknown, cut });
  }

  return (
    <div className="space-y-3 rounded-card border border-line bg-sunken p-4">
      <label htmlFor="dictionary-file" className="block text-sm font-medium">{t('file')}</label>
      <p id="dictionary-file-hint" className="max-w-prose text-sm text-ink-soft">{t('fileHint')} <a href={`/api/columns/${revisionId}`} download className="text-link">{t('template')}</a></p>
      <TypedInput id="dictionary-file" aria-describedby="dictionary-file-hint" type="file" accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain" onChange={(event) => { void read(event); }} className="block w-full text-sm file:mr-3 file:min-h-9 file:rounded-lg file:border file:border-line-strong file:bg-surface file:px-3 file:font-medium" />
      {found === null ? null : 'code' in found ? <Alert tone="bad" isLive><RefusalText refusal={found} /></Alert> : (
        <Alert tone={found.unknown.length > 0 || found.cut > 0 ? 'warn' : 'good'} isLive>
          {t('read', { count: found.count })} {found.cut > 0 ? t('cut', { count: found.cut }) : ''} {found.unknown.length > 0 ? t('unknown', { count: found.unknown.length, names: found.unknown.slice(0, 8).join(', ') }) : ''}
        </Alert>
      )}
    </div>
  );
}
