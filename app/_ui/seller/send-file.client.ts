'use client';

import type { RevisionView } from '@/lib/datasets/schema';
import type { Refusal } from '@/lib/shared/refusal';
import { refusalCodes } from '@/lib/shared/refusal';

export type SendOutcome =
  | { readonly kind: 'measured'; readonly revision: RevisionView }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'unexpected' | 'offline' | 'cancelled' };

type Sending = { readonly outcome: Promise<SendOutcome>; readonly cancel: () => void };

/** XMLHttpRequest, because fetch tells nothing of how much was sent. The body is the file itself. */
export function sendFile(file: File, locale: string, onSent: (bytes: number) => void): Sending {
  const request = new XMLHttpRequest();
  const outcome = new Promise<SendOutcome>((done) => {
    request.upload.onprogress = (event) => { onSent(event.loaded); };
    request.upload.onload = () => { onSent(file.size); };
    request.onload = () => { done(outcomeOf(request)); };
    request.onerror = () => { done({ kind: 'offline' }); };
    request.onabort = () => { done({ kind: 'cancelled' }); };
  });
  request.open('POST', `/api/uploads?name=${encodeURIComponent(file.name)}&locale=${locale}`);
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.responseType = 'json';
  request.send(file);
  return { outcome, cancel: () => { request.abort(); } };
}

function outcomeOf(request: XMLHttpRequest): SendOutcome {
  const answer: unknown = request.response;
  if (request.status === 201) return { kind: 'measured', revision: answer as RevisionView };
  if (typeof answer !== 'object' || answer === null || !('code' in answer)) return { kind: 'unexpected' };
  const code = refusalCodes.find((known) => known === answer.code);
  if (!code) return { kind: 'unexpected' };
  const { params, field } = answer as Partial<Pick<Refusal, 'params' | 'field'>>;
  return { kind: 'refused', refusal: { code, ...(params ? { params } : {}), ...(field ? { field } : {}) } };
}
