import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { chooseVisibility, describeColumns, findLicence, withdrawListing } from '@/lib/catalog';
import { dictionaryCsv, getPublicProfile } from '@/lib/datasets';
import { getBoughtDictionary } from '@/lib/delivery';
import { placeOrder } from '@/lib/orders';
import type { Result } from '@/lib/shared/result';
import { storage } from '@/lib/storage';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();
const licenceSha256 = findLicence('exchange-internal-1.0', 'en')?.sha256 ?? '';
const done = <T>(result: Result<T>): T => { if (!result.ok) throw new Error(result.refusal.code); return result.value; };
const code = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code ?? 'ok';

it('tells a buyer what is in all of her columns, hidden ones without their figures, on sale or not, and nobody else', async () => {
  const seller = contextFor((await createAccount({ roles: ['BUYER', 'SELLER'] })).actor);
  if (seller.actor.kind !== 'account') throw new Error('nobody');
  const bytes = Buffer.from(`prcp,inner\n${Array.from({ length: 40 }, (_, row) => `${row},${row % 3}`).join('\n')}\n`);
  done(await storage().write(Readable.from([bytes]), { maxBytes: 1_000_000 }));
  const { listingId, revisionId } = await createListing(db, { sellerId: seller.actor.accountId, priceMinor: 0, bytes, columnNames: ['prcp', 'inner'], rowCount: 40 });
  done(await describeColumns(seller, { revisionId, columns: [{ name: 'prcp', description: 'Rain', unit: 'mm' }, { name: 'inner', description: 'Kept for buyers', unit: '' }] }));
  done(await chooseVisibility(seller, { revisionId, columns: { inner: 'HIDE' }, minTopCount: 5 }));
  expect((await getPublicProfile(db, { revisionId }))?.dictionary.map((entry) => entry.name)).toEqual(['prcp']);
  const buyer = contextFor((await createAccount()).actor);
  const { entitlementId } = done(await placeOrder(buyer, { listingId, quotedMinor: 0, licenceSha256, idempotencyKey: randomUUID() }));
  const expected = 'name,description,unit,type,empty_cells,distinct_values,minimum,maximum\r\nprcp,Rain,mm,BIGINT,0,40,1,1\r\ninner,Kept for buyers,,BIGINT,,,,\r\n';
  expect(dictionaryCsv(done(await getBoughtDictionary(buyer, { entitlementId })))).toBe(expected);
  done(await withdrawListing(seller, { listingId }));
  expect(dictionaryCsv(done(await getBoughtDictionary(buyer, { entitlementId })))).toBe(expected);
  expect(code(await getBoughtDictionary(contextFor((await createAccount()).actor), { entitlementId }))).toBe('not-found');
  expect(code(await getBoughtDictionary(seller, { entitlementId }))).toBe('not-found');
  expect(code(await getBoughtDictionary(contextFor(), { entitlementId }))).toBe('sign-in-needed');
  await db.entitlement.update({ where: { id: entitlementId }, data: { revokedAt: new Date() } });
  expect(code(await getBoughtDictionary(buyer, { entitlementId }))).toBe('entitlement-revoked');
});
