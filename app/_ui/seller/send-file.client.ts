'use client';

import { DetailedError, Upload } from 'tus-js-client';
import type { RevisionView } from '@/lib/datasets/schema';
import type { Refusal } from '@/lib/shared/refusal';
import { refusalCodes } from '@/lib/shared/refusal';

export type SendOutcome =
  | { readonly kind: 'measured'; readonly revision: RevisionView }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'unexpected' | 'offline' | 'cancelled' };

export type Sent = { readonly bytes: number; /** Of them, what had arrived in an earlier try. */ readonly resumedBytes: number; /** The line is broken and is being tried again. */ readonly isWaiting: boolean };
type Sending = { readonly outcome: Promise<SendOutcome>; readonly cancel: () => void };
type SendFrame = { readonly locale: string; readonly datasetId?: string | undefined; readonly onSent: (sent: Sent) => void };

/** What is lost of a broken line at most. */
const chunkBytes = 16 * 1024 * 1024;
const retryMilliseconds = [500, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000, 60_000, 60_000, 60_000];

/**
 * Sends files one after the other over the tus protocol, then asks for them to be taken in as one dataset. The same file chosen again goes on where
 * it stopped, also after the page was closed. Cancelling keeps what has arrived for two days.
 */
export function sendFiles(files: readonly File[], { locale, datasetId, onSent }: SendFrame): Sending {
  let isCancelled = false;
  let current: Upload | null = null;
  const send = async (): Promise<SendOutcome> => {
    const arrived: { uploadId: string; fileName: string }[] = [];
    let before = 0;
    let resumedBytes = 0;
    for (const file of files) {
      const one = await sendOne(file, (upload) => { current = upload; }, (bytes, resumed, isWaiting) => { onSent({ bytes: before + bytes, resumedBytes: resumedBytes + resumed, isWaiting }); });
      if (isCancelled) return { kind: 'cancelled' };
      if (one.kind !== 'arrived') return one;
      before += file.size;
      resumedBytes += one.resumedBytes;
      arrived.push({ uploadId: one.uploadId, fileName: file.name });
    }
    return await finish({ files: arrived, ...(datasetId === undefined ? {} : { datasetId }) }, locale);
  };
  let tell: (outcome: SendOutcome) => void = () => undefined;
  const cancelled = new Promise<SendOutcome>((done) => { tell = done; });
  return {
    outcome: Promise.race([send(), cancelled]),
    cancel: () => {
      isCancelled = true;
      void current?.abort(false);
      tell({ kind: 'cancelled' });
    },
  };
}

type OneSent = { readonly kind: 'arrived'; readonly uploadId: string; readonly resumedBytes: number } | Exclude<SendOutcome, { kind: 'measured' }>;

function sendOne(file: File, onBegin: (upload: Upload) => void, onSent: (bytes: number, resumedBytes: number, isWaiting: boolean) => void): Promise<OneSent> {
  return new Promise((done) => {
    let resumedBytes = 0;
    let isFirst = true;
    let sent = 0;
    const upload = new Upload(file, {
      endpoint: '/api/uploads/tus', chunkSize: chunkBytes, retryDelays: retryMilliseconds, removeFingerprintOnSuccess: true,
      onProgress: (bytes) => {
        // The first that is heard of an upload gone on with is where it stopped.
        if (isFirst && upload.url !== null && bytes > 0 && resumedBytes === -1) resumedBytes = bytes;
        isFirst = false;
        sent = bytes;
        onSent(bytes, Math.max(0, resumedBytes), false);
      },
      onShouldRetry: (error) => {
        const status = error instanceof DetailedError ? error.originalResponse?.getStatus() ?? 0 : 0;
        const isBroken = status === 0 || status === 409 || status === 423 || status >= 500 && status !== 507;
        if (isBroken) onSent(sent, Math.max(0, resumedBytes), true);
        return isBroken;
      },
      onSuccess: () => { done({ kind: 'arrived', uploadId: upload.url?.split('/').at(-1) ?? '', resumedBytes: Math.max(0, resumedBytes) }); },
      onError: (error) => { done(outcomeOf(error)); },
    });
    onBegin(upload);
    void upload.findPreviousUploads().then((earlier) => {
      const [last] = earlier.toSorted((a, b) => (a.creationTime < b.creationTime ? 1 : -1));
      if (last) {
        upload.resumeFromPreviousUpload(last);
        resumedBytes = -1;
      }
      upload.start();
    });
  });
}

function outcomeOf(error: Error | DetailedError): Exclude<SendOutcome, { kind: 'measured' }> {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (!response) return { kind: 'offline' };
  try {
    return refusalIn(JSON.parse(response.getBody()));
  } catch {
    return { kind: 'unexpected' };
  }
}

async function finish(body: object, locale: string): Promise<SendOutcome> {
  try {
    const response = await fetch(`/api/uploads/finish?locale=${locale}`, { method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const answer: unknown = await response.json();
    return response.status === 201 ? { kind: 'measured', revision: answer as RevisionView } : refusalIn(answer);
  } catch {
    return { kind: 'offline' };
  }
}

function refusalIn(answer: unknown): Exclude<SendOutcome, { kind: 'measured' }> {
  if (typeof answer !== 'object' || answer === null || !('code' in answer)) return { kind: 'unexpected' };
  const code = refusalCodes.find((known) => known === answer.code);
  if (!code) return { kind: 'unexpected' };
  const { params, field } = answer as Partial<Pick<Refusal, 'params' | 'field'>>;
  return { kind: 'refused', refusal: { code, ...(params ? { params } : {}), ...(field ? { field } : {}) } };
}
