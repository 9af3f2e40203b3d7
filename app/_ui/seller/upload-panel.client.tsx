'use client';

import { FileUp } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import { useTranslations } from 'use-intl';
import type { Refusal } from '@/lib/shared/refusal';
import type { Locale } from '@/lib/shared/locale';
import { Alert } from '../alert';
import { Button } from '../button';
import { classNames } from '../class-names';
import { NoticeGate } from '../consent/notice-gate.client';
import { formatBytes, formatPercent } from '../format';
import { ProgressBar } from '../progress-bar';
import { RefusalText } from '../refusal-text.client';
import { sendFiles, type Sent } from './send-file.client';

type Props = { readonly locale: Locale; readonly maxBytes: number; /** A new revision of this dataset; a new dataset without it. */ readonly datasetId?: string; /** Where to go on after measuring; to the listing's steps without it. */ readonly nextPath?: string };
type Phase = { readonly kind: 'idle' } | { readonly kind: 'sending'; readonly name: string; readonly size: number; readonly sent: Sent };

const accepted = '.csv,.tsv,.json,.ndjson,.jsonl,.parquet,.xlsx,.zip,.gz';

export function UploadPanel({ locale, maxBytes, datasetId, nextPath }: Props) {
  const t = useTranslations('seller.upload');
  const common = useTranslations('common');
  const router = useRouter();
  const picker = useRef<HTMLInputElement>(null);
  const cancel = useRef<(() => void) | null>(null);
  const [phase, setPhase] = useState<Phase>({ kind: 'idle' });
  const [isOver, setIsOver] = useState(false);
  const [fault, setFault] = useState<Refusal | 'unexpected' | 'offline' | null>(null);

  // Leaving the page pauses the upload: the same file, chosen again, goes on from there.
  useEffect(() => () => { cancel.current?.(); }, []);

  async function send(files: readonly File[]) {
    const [first] = files;
    if (!first || phase.kind !== 'idle') return;
    setFault(null);
    const size = files.reduce((sum, file) => sum + file.size, 0);
    if (size > maxBytes) {
      setFault({ code: 'file-too-large', params: { maxBytes } });
      return;
    }
    const name = files.length === 1 ? first.name : t('files', { count: files.length });
    setPhase({ kind: 'sending', name, size, sent: { bytes: 0, resumedBytes: 0, isWaiting: false } });
    const sending = sendFiles(files, { locale, datasetId, onSent: (sent) => { setPhase({ kind: 'sending', name, size, sent }); } });
    cancel.current = sending.cancel;
    const outcome = await sending.outcome;
    cancel.current = null;
    if (outcome.kind === 'measured') {
      router.push(nextPath ?? `/${locale}/sell/new?revision=${outcome.revision.id}`);
      if (nextPath !== undefined) {
        // The page may be this very one: it shows what has just been measured.
        setPhase({ kind: 'idle' });
        router.refresh();
      }
      return;
    }
    setPhase({ kind: 'idle' });
    if (picker.current) picker.current.value = '';
    if (outcome.kind === 'refused') setFault(outcome.refusal);
    else if (outcome.kind !== 'cancelled') setFault(outcome.kind);
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    void send([...event.dataTransfer.files]);
  }

  return (
    <NoticeGate locale={locale} surface="upload">
      <div className="space-y-5">
        {fault === null ? null : (
          <Alert tone="bad" isLive title={t(fault === 'offline' ? 'stopped' : 'refused')}>{fault === 'unexpected' ? common('unexpected') : fault === 'offline' ? t('stoppedLead') : <RefusalText refusal={fault} />}</Alert>
        )}
        {phase.kind === 'sending' ? <Sending locale={locale} phase={phase} onCancel={() => cancel.current?.()} /> : (
          <div
            onDragOver={(event) => { event.preventDefault(); setIsOver(true); }}
            onDragLeave={() => { setIsOver(false); }}
            onDrop={drop}
            className={classNames('flex flex-col items-center gap-4 rounded-card border-2 border-dashed px-6 py-14 text-center', isOver ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface')}
          >
            <span aria-hidden className="grid size-14 place-items-center rounded-full bg-accent-soft text-accent"><FileUp className="size-7" /></span>
            <div>
              <p className="text-lg font-semibold">{t('drop')}</p>
              <p className="mt-1 text-sm text-ink-soft">{t('formats', { size: formatBytes(maxBytes, locale) })}</p>
            </div>
            <input ref={picker} id="file" type="file" multiple accept={accepted} className="sr-only" tabIndex={-1} aria-label={t('choose')} onChange={(event) => { void send([...(event.target.files ?? [])]); }} />
            <Button variant="primary" size="lg" onClick={() => { picker.current?.click(); }}>{t('choose')}</Button>
            <p className="max-w-md text-sm text-ink-faint">{t('promise')}</p>
          </div>
        )}
      </div>
    </NoticeGate>
  );
}

type SendingProps = { readonly locale: Locale; readonly phase: Extract<Phase, { kind: 'sending' }>; readonly onCancel: () => void };

function Sending({ locale, phase: { name, size, sent }, onCancel }: SendingProps) {
  const t = useTranslations('seller.upload');
  const common = useTranslations('common');
  const isMeasuring = sent.bytes >= size;
  const share = size === 0 ? 1 : sent.bytes / size;
  return (
    <div role="status" className="space-y-5 rounded-card border border-line bg-surface p-6">
      <p className="font-semibold break-all">{name}</p>
      <ProgressBar
        label={isMeasuring ? t('measuring') : t('sending')}
        share={isMeasuring ? null : share}
        valueText={isMeasuring ? formatBytes(size, locale) : t('sentOf', { sent: formatBytes(sent.bytes, locale), size: formatBytes(size, locale), share: formatPercent(share, locale) })}
      />
      <p className="text-sm text-ink-soft">{isMeasuring ? t('measuringLead') : sent.isWaiting ? t('waitingLead') : sent.resumedBytes > 0 ? t('resumedLead', { sent: formatBytes(sent.resumedBytes, locale) }) : t('sendingLead')}</p>
      <Button onClick={onCancel}>{common('cancel')}</Button>
    </div>
  );
}
