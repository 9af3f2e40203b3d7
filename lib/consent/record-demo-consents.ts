import type { Db } from '@/lib/db';
import { purposes } from './schema';
import { findNotice, insertConsentEvents, insertNoticeShown } from './store';

/** For the demo market only: the choices of its invented people, marked as demo. */
export async function recordDemoConsents(db: Db, { people }: { readonly people: readonly { readonly subject: string; readonly at: Date; readonly granted: readonly string[] }[] }): Promise<void> {
  const notice = await findNotice(db, { code: 'privacy', version: 1, locale: 'en' });
  if (!notice) throw new Error('No privacy notice is published: run the set-up');
  await insertConsentEvents(db, people.flatMap(({ subject, at, granted }) => purposes.map((purpose) => ({
    subject, purpose, decision: granted.includes(purpose) ? ('GIVEN' as const) : ('REFUSED' as const), noticeCode: 'privacy', noticeVersion: notice.version,
    noticeSha256: notice.sha256, locale: 'en', surface: 'banner', hasGpcSignal: false, at, isDemo: true,
  }))));
}

/** For the demo market only: its invented people came past the notice as anybody does. */
export async function recordDemoNotices(db: Db, { subjects, at }: { readonly subjects: readonly string[]; readonly at: Date }): Promise<void> {
  const notice = await findNotice(db, { code: 'privacy', version: 1, locale: 'en' });
  if (!notice) throw new Error('No privacy notice is published: run the set-up');
  for (const subject of subjects) await insertNoticeShown(db, { subjects: [subject], code: notice.code, version: notice.version, locale: 'en', sha256: notice.sha256, surface: 'sign-up', isDemo: true, at });
}
