import { randomUUID } from 'node:crypto';
import { listOwnAuditEvents, listSightings, record } from '@/lib/audit';
import { getDigestWish, listOwnDecisions, listOwnEvents, listOwnShown, predictNextAction } from '@/lib/behaviour';
import { getDeclaredTerms, listOwnListings } from '@/lib/catalog';
import { getConsentState, getOwnConsentHistory, getOwnNotices } from '@/lib/consent';
import { listOwnDescriptions } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { getOwnAccount, getSecurity, listSessions, requireSignIn, takePoint } from '@/lib/identity';
import { getCart, getEarnings, getSaved, getWallet, listOwned } from '@/lib/orders';
import { listOwnContests } from '@/lib/registry';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { toCsv } from '@/lib/shared/to-csv';
import { listOwnRights } from './list-rights';
import { insertRequest, listOfferRequestsOf } from './store';
import { zipFiles } from './zip-files';

const keptEvents = 10_000;
export type OwnData = Readonly<Record<string, unknown>> & { readonly requestId: string };

/** Everything the exchange holds about the one who asks, each part through the same use case that her own pages show it by. */
export async function collectOwnData(ctx: Context): Promise<Result<OwnData>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const { accountId } = who.value;
  const seconds = await takePoint(ctx.db, 'export-account', accountId);
  if (seconds !== null) return refuse('too-many-attempts', { params: { seconds } });
  const value = <T>(result: Result<T>): T | null => (result.ok ? result.value : null);
  const data = {
    profile: value(await getOwnAccount(ctx)), security: value(await getSecurity(ctx)), sessions: value(await listSessions(ctx)),
    orders: value(await listOwned(ctx)), wallet: value(await getWallet(ctx)), listings: value(await listOwnListings(ctx)), earnings: value(await getEarnings(ctx)), columnDescriptions: await listOwnDescriptions(ctx.db, { ownerId: accountId }),
    saved: value(await getSaved(ctx)), cart: value(await getCart(ctx)), offerRequests: await listOfferRequestsOf(ctx.db, { buyerId: accountId }), weeklyMail: value(await getDigestWish(ctx)), terms: value(await getDeclaredTerms(ctx)),
    consent: await getConsentState(ctx), consents: value(await getOwnConsentHistory(ctx)), noticesShown: value(await getOwnNotices(ctx)), rightsRequests: value(await listOwnRights(ctx)),
    activity: value(await listOwnEvents(ctx)), shown: value(await listOwnShown(ctx, { take: keptEvents })), decisions: value(await listOwnDecisions(ctx, { take: keptEvents })), prediction: value(await predictNextAction(ctx)), contests: value(await listOwnContests(ctx)),
    seenBy: await listSightings(ctx.db, { accountId, take: keptEvents }), auditEvents: await listOwnAuditEvents(ctx, { accountId, take: keptEvents }),
  };
  const [requestId, at] = [randomUUID(), ctx.now()];
  await ctx.db.$transaction(async (tx) => {
    await insertRequest(tx, { id: requestId, accountId, kind: 'ACCESS', state: 'GRANTED', statementCipher: null, openedAt: at, dueAt: at, answeredAt: at });
    await record(tx, ctx, { action: 'subject.exported', objectType: 'subject', objectId: requestId });
  });
  return ok({ requestId, exportedAt: at.toISOString(), ...data });
}

/** The same as a ZIP: one JSON file of everything, and a CSV file of every list in it. */
export async function exportOwnData(ctx: Context): Promise<Result<Buffer>> {
  const data = await collectOwnData(ctx);
  if (!data.ok) return data;
  const lists = Object.entries(data.value).filter((entry): entry is [string, readonly object[]] => Array.isArray(entry[1]));
  return ok(await zipFiles([{ name: 'everything.json', text: `${JSON.stringify(data.value, null, 1)}\n` }, ...lists.map(([name, rows]) => ({ name: `${name}.csv`, text: csvOf(rows) }))]));
}

function csvOf(rows: readonly object[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: unknown): string | number | null => (typeof value === 'string' || typeof value === 'number' ? value : value === null || value === undefined ? null : JSON.stringify(value));
  return toCsv(columns, rows.map((row) => columns.map((column) => cell((row as Readonly<Record<string, unknown>>)[column]))));
}
