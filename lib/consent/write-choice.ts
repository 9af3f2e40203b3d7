import { createHash, randomUUID } from 'node:crypto';
import type { AuditEntry } from '@/lib/audit';
import type { Context, Db } from '@/lib/db';
import { env, siteAddress } from '@/lib/env';
import { canonicalJson } from './core/canonical-json';
import { consentRecord } from './core/consent-record';
import { expiryOf } from './core/decide-choice';
import type { ShownNotice } from './notice-token';
import { insertConsentEvents, insertConsentRecord } from './store';

type Chosen = { readonly purpose: string; readonly decision: 'GIVEN' | 'REFUSED' | 'WITHDRAWN' | 'EXPIRED' };
type Choice = { readonly subject: string; /** Where her first decision stands, if not under this pseudonym; else empty. */ readonly firstSubject: string; readonly shown: ShownNotice; readonly surface: string; readonly events: readonly Chosen[]; readonly recipient?: { readonly slug: string; readonly name: string } | undefined };

/**
 * Writes what was decided at once: an event per purpose and the record of it. Answers the audit entry that the caller appends last; it holds the record's
 * hash, so that the record can be proven later.
 */
export async function writeChoice(tx: Db, ctx: Pick<Context, 'now' | 'hasGpcSignal'>, { subject, firstSubject, shown, surface, events, recipient }: Choice): Promise<AuditEntry> {
  const [choiceId, at, { OPERATOR_NAME: name, OPERATOR_CONTACT: contact, OPERATOR_COUNTRY: country }] = [randomUUID(), ctx.now(), env()];
  const site = siteAddress();
  const dated = events.map((event) => ({ ...event, expiresAt: expiryOf(event.decision, at) }));
  const common = {
    subject, firstSubject: firstSubject === subject ? '' : firstSubject, choiceId, noticeCode: shown.code, noticeVersion: shown.version, noticeSha256: shown.sha256, locale: shown.locale, surface, hasGpcSignal: ctx.hasGpcSignal, at,
    jurisdiction: country, recipient: recipient?.slug ?? '',
  };
  await insertConsentEvents(tx, dated.map((event) => ({ ...common, ...event })));
  const body = canonicalJson(consentRecord({
    choiceId, subject, at, notice: shown, events: dated, surface, hasGpcSignal: ctx.hasGpcSignal, site, controller: { name, contact, country },
    recipient: recipient ? { name: recipient.name, address: `${site}/${shown.locale}/sellers/${recipient.slug}` } : null,
  }));
  const recordSha256 = createHash('sha256').update(body).digest('hex');
  await insertConsentRecord(tx, { choiceId, subject, body, sha256: recordSha256, at });
  return {
    action: events.every((event) => event.decision === 'EXPIRED') ? 'consent.expired' : 'consent.recorded', objectType: 'consent', objectId: choiceId,
    detail: {
      recordSha256, noticeVersion: shown.version, surface, hasGpcSignal: ctx.hasGpcSignal, ...(recipient ? { recipient: recipient.slug } : {}),
      // Agreeing while the browser says no is a conflict: the signal is kept beside the choice and outweighs it.
      ...(ctx.hasGpcSignal && events.some((event) => event.decision === 'GIVEN') ? { conflictsWithGpc: true } : {}),
      ...Object.fromEntries(events.map((event) => [event.purpose, event.decision])),
    },
  };
}
