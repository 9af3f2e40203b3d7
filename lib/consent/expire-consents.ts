import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { isLocale } from '@/lib/shared/locale';
import { listRunOut, lockSubjects } from './store';
import { writeChoice } from './write-choice';

const batch = 200;

/** Writes down that what was given has run out. It has not counted since that moment; the event is for the record. */
export async function expireConsents(ctx: Context): Promise<number> {
  const due = await listRunOut(ctx.db, { now: ctx.now(), take: batch });
  for (const { subject, firstSubject, purpose, recipient, name, noticeCode, noticeVersion, noticeSha256, locale } of due) {
    await ctx.db.$transaction(async (tx) => {
      // Whoever decides herself locks every pseudonym of hers, this one among them.
      await lockSubjects(tx, { subjects: [subject] });
      if (!(await listRunOut(tx, { now: ctx.now(), take: 1, subject, purpose, recipient })).length) return;
      const shown = { code: noticeCode, version: noticeVersion, sha256: noticeSha256, locale: isLocale(locale) ? locale : ('en' as const) };
      await record(tx, ctx, await writeChoice(tx, ctx, { subject, firstSubject, shown, surface: 'expiry', events: [{ purpose, decision: 'EXPIRED' }], recipient: recipient === '' ? undefined : { slug: recipient, name: name ?? recipient } }));
    });
  }
  return due.length;
}
