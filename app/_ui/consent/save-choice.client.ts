'use client';

import { purposes, type ConsentState, type NoticeView, type Purpose, type RecordChoiceInput } from '@/lib/consent/schema';
import type { Locale } from '@/lib/shared/locale';
import { requestJson, type JsonAnswer } from '../request-json.client';

export type Choices = Readonly<Record<Purpose, boolean>>;

export function choicesOf(isGranted: (purpose: Purpose) => boolean): Choices {
  return Object.fromEntries(purposes.map((purpose) => [purpose, isGranted(purpose)])) as Choices;
}

export function fetchNotice(locale: Locale): Promise<JsonAnswer<NoticeView>> {
  return requestJson<NoticeView>(`/api/consent?locale=${locale}`);
}

export function saveChoice(input: RecordChoiceInput): Promise<JsonAnswer<ConsentState>> {
  return requestJson<ConsentState>('/api/consent', { method: 'POST', body: input });
}
