import { expect, it } from 'vitest';
import { listRefusedApprovals } from '@/lib/datasets';
import type { Prisma } from '@/lib/db';
import { listWaitingRequests } from '@/lib/pricing';
import { testContext } from '@/tests/support/context';
import { createListing, createRevision } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();
const code = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code ?? 'ok';

it('a seller sees how many ask for a price of each listing, of their own alone and without who asks', async () => {
  const [seller, other, buyer, second] = await Promise.all([createAccount({ roles: ['SELLER'] }), createAccount({ roles: ['SELLER'] }), createAccount(), createAccount()]);
  const [own, quiet, foreign] = [await createListing(db, { sellerId: seller.accountId, title: 'Rain' }), await createListing(db, { sellerId: seller.accountId, title: 'Wind' }), await createListing(db, { sellerId: other.accountId, title: 'Tides' })];
  const request = (listingId: string, buyerId: string, state: 'OPEN' | 'DECLINED') => db.offerRequest.create({ data: { listingId, buyerId, buyerClass: 'ACADEMIC', need: 'For a thesis', state, answer: state === 'OPEN' ? '' : 'Not for sale', openedAt: new Date(1_000), answeredAt: state === 'OPEN' ? null : new Date(2_000) } });
  await Promise.all([request(own.listingId, buyer.accountId, 'OPEN'), request(own.listingId, second.accountId, 'OPEN'), request(quiet.listingId, buyer.accountId, 'DECLINED'), request(foreign.listingId, buyer.accountId, 'OPEN')]);
  expect(await listWaitingRequests(contextFor(seller.actor))).toEqual({ ok: true, value: [{ listingId: own.listingId, openCount: 2 }] });
  expect(code(await listWaitingRequests(contextFor(buyer.actor)))).not.toBe('ok');
});

it('of what an administrator answered only the newest refusal of the newest revision waits, where it still needs an approval', async () => {
  const [seller, other] = await Promise.all([createAccount({ roles: ['SELLER'] }), createAccount({ roles: ['SELLER'] })]);
  const [refused, approvedSince, foreign] = [await createRevision(db, { ownerId: seller.accountId }), await createRevision(db, { ownerId: seller.accountId }), await createRevision(db, { ownerId: other.accountId })];
  const approval = (revisionId: string, state: 'APPROVED' | 'REFUSED', at: number) => db.privacyApproval.create({ data: { revisionId, lawfulBasis: 'consent', statement: 'Asked', state, answer: 'No notice was given', requestedAt: new Date(at), answeredAt: new Date(at + 1) } });
  await Promise.all([approval(refused.revisionId, 'REFUSED', 1_000), approval(approvedSince.revisionId, 'REFUSED', 1_000), approval(approvedSince.revisionId, 'APPROVED', 2_000), approval(foreign.revisionId, 'REFUSED', 1_000)]);
  const finding = { column: 'mail', entity: 'EMAIL_ADDRESS', category: 'direct', source: 'value', rowCount: 1, share: 1, confidence: 1, isFlagged: true, examples: [], verdict: 'CONFIRMED', reason: 'So it is', decidedAt: new Date() } satisfies Omit<Prisma.PrivacyFindingUncheckedCreateInput, 'revisionId'>;
  const refusals = async () => { const list = await listRefusedApprovals(contextFor(seller.actor)); return list.ok && list.value.map(({ revisionId }) => revisionId); };
  // Nothing in it needs an approval any more.
  expect(await refusals()).toEqual([]);
  for (const { revisionId } of [refused, approvedSince, foreign]) await db.privacyFinding.create({ data: { ...finding, revisionId } });
  expect(await listRefusedApprovals(contextFor(seller.actor))).toMatchObject({ ok: true, value: [{ revisionId: refused.revisionId, answer: 'No notice was given', listing: null }] });
  expect(code(await listRefusedApprovals(contextFor((await createAccount()).actor)))).not.toBe('ok');
  // A coarser revision came after it: that one is what is gone on with. Taken back, the one before is again.
  const { id: coarser } = await db.revision.create({ data: { datasetId: refused.datasetId, number: 2, status: 'READY', format: 'CSV', fileName: 'table.csv', byteSize: 4, sha256: refused.sha256, rowCount: 1, columnCount: 1, distinctRowCount: 1, completeness: 1, measuredAt: new Date() }, select: { id: true } });
  expect(await refusals()).toEqual([]);
  await db.revision.update({ where: { id: coarser }, data: { retractedAt: new Date(), retractReason: 'A mistake in it' } });
  expect(await refusals()).toEqual([refused.revisionId]);
});
