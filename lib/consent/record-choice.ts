import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { consentSubject } from './consent-subject';
import { decideEvents, deriveState } from './core/decide-choice';
import { readNoticeToken } from './notice-token';
import type { ConsentState, RecordChoiceInput } from './schema';
import { findNotice, findNewestVersion, insertConsentEvents, listLastDecisions, lockSubject } from './store';

/**
 * Writes one event per purpose under the notice that was shown. The text that was shown must be the present one:
 * an outdated token stores nothing.
 */
export async function recordChoice(ctx: Context, input: RecordChoiceInput): Promise<Result<ConsentState>> {
  const subject = consentSubject(ctx);
  if (subject === null) return refuse('not-allowed');
  const shown = readNoticeToken(input.noticeToken, ctx.now());
  if (!shown) return refuse('notice-outdated', { field: 'noticeToken' });
  return ctx.db.$transaction(async (tx) => {
    await lockSubject(tx, { subject });
    const version = await findNewestVersion(tx, { code: shown.code });
    const notice = await findNotice(tx, shown);
    if (shown.version !== version || notice?.sha256 !== shown.sha256) return refuse('notice-outdated', { field: 'noticeToken' });
    const events = decideEvents(await listLastDecisions(tx, { subject }), input.choices);
    const common = {
      subject, noticeCode: shown.code, noticeVersion: version, noticeSha256: shown.sha256, locale: shown.locale, surface: input.surface,
      hasGpcSignal: ctx.hasGpcSignal, at: ctx.now(),
    };
    await insertConsentEvents(tx, events.map((event) => ({ ...common, ...event })));
    await record(tx, ctx, {
      action: 'consent.recorded', objectType: 'consent', objectId: subject,
      detail: { noticeVersion: version, surface: input.surface, hasGpcSignal: ctx.hasGpcSignal, ...Object.fromEntries(events.map((event) => [event.purpose, event.decision])) },
    });
    return ok(deriveState(events.map((event) => ({ ...event, noticeVersion: version })), version, ctx.hasGpcSignal));
  });
}
