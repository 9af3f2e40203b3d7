import 'server-only';
import type { Locale } from '@/lib/shared/locale';
import type { Refusal } from '@/lib/shared/refusal';
import { translator } from '@/app/_i18n/translator';
import { refusalStatus } from './refusals';

type ProblemFrame = { readonly locale: Locale; readonly requestId: string; readonly headers?: Readonly<Record<string, string>> };

/** RFC 9457. `code`, `field` and `params` are extension members for programs, `detail` is the sentence for people. */
export function problem(refusal: Refusal, { locale, requestId, headers = {} }: ProblemFrame): Response {
  const status = refusalStatus[refusal.code];
  const seconds = refusal.code === 'too-many-attempts' ? { 'retry-after': String(refusal.params?.seconds ?? 60) } : {};
  const body = { type: 'about:blank', status, code: refusal.code, field: refusal.field, params: refusal.params, detail: refusalSentence(refusal, locale), requestId };
  return Response.json(body, { status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...seconds, ...headers } });
}

/** What went wrong unexpectedly is a fixed sentence with the id under which the log tells more. */
export function faultProblem({ locale, requestId }: ProblemFrame): Response {
  const body = { type: 'about:blank', status: 500, code: 'unexpected', detail: translator(locale, 'common')('unexpected'), requestId };
  return Response.json(body, { status: 500, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' } });
}

export function refusalSentence(refusal: Refusal, locale: Locale): string {
  return translator(locale, 'refusals')(refusal.code, { ...refusal.params, field: refusal.field ?? '' });
}
