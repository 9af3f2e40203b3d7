import { record } from '@/lib/audit';
import type { Context, Db } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { consentSubjects } from './consent-subject';
import { decideEvents, deriveState, isSaidAlready, needsGpcAnswer } from './core/decide-choice';
import { readShownNotice } from './read-shown-notice';
import { purposes, type ConsentState, type RecordChoiceInput } from './schema';
import { findCoveringVersion, findFirstSubject, listLastDecisions, listLimits, lockSubjects } from './store';
import { writeChoice } from './write-choice';

/**
 * Writes one event per purpose under the notice that was shown. The text that was shown must be the present one:
 * an outdated token stores nothing, and a button pressed twice stores one decision. Agreeing while the browser sends GPC is asked about once: until it is answered nothing is stored either.
 * `alongside`: what follows from the choice, in the same transaction, while nobody else reads or writes what this person agrees to.
 */
export async function recordChoice(ctx: Context, input: RecordChoiceInput, alongside?: (tx: Db) => Promise<void>): Promise<Result<ConsentState>> {
  const subjects = consentSubjects(ctx);
  const [subject] = subjects;
  if (subject === undefined) return refuse('not-allowed');
  return ctx.db.$transaction(async (tx) => {
    await lockSubjects(tx, { subjects });
    const shown = await readShownNotice(tx, ctx, input.noticeToken);
    if (!shown.ok) return shown;
    const last = await listLastDecisions(tx, { subjects });
    if (ctx.hasGpcSignal && input.despiteGpc !== true && needsGpcAnswer(last, input.choices)) return refuse('gpc-conflict');
    const events = decideEvents(last, input.choices);
    const circumstances = { coveringVersion: await findCoveringVersion(tx, { code: shown.value.code }), hasGpcSignal: ctx.hasGpcSignal, now: ctx.now(), limits: await listLimits(tx, { subjects }) };
    if (isSaidAlready(last, purposes.map((purpose) => ({ purpose, isGiven: input.choices[purpose] === true })), { noticeSha256: shown.value.sha256, hasGpcSignal: ctx.hasGpcSignal, now: ctx.now() })) return ok(deriveState(last, circumstances));
    const entry = await writeChoice(tx, ctx, { subject, firstSubject: await findFirstSubject(tx, { subjects }), shown: shown.value, surface: input.surface, events });
    await alongside?.(tx);
    await record(tx, ctx, entry);
    return ok(deriveState(events.map((event) => ({ ...event, noticeVersion: shown.value.version })), circumstances));
  });
}
