import { expect, it } from 'vitest';
import { engineVersion, listSimulations, simulatePricing } from '@/lib/pricing';
import { testContext } from '@/tests/support/context';

const { db, contextFor, createAccount } = await testContext();

it('a simulated market is kept with its date, what it was asked and what came out, for administrators alone', async () => {
  const admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
  const run = await simulatePricing(admin, { shape: 'heavy tail', seed: 2 });
  if (!run.ok) throw new Error(run.refusal.code);
  const kept = await listSimulations(admin);
  expect(kept).toMatchObject({ ok: true, value: [{ shape: 'heavy tail', seed: 2, listingCount: 30, views: 20, engineVersion, points: run.value.points }] });
  expect(run.value.points.at(-1)).toMatchObject({ views: 20 });
  expect(await db.auditEvent.count({ where: { action: 'price.simulated' } })).toBe(1);
  const seller = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
  expect(await simulatePricing(seller, { shape: 'heavy tail', seed: 2 })).toMatchObject({ refusal: { code: 'not-allowed' } });
  expect(await listSimulations(seller)).toMatchObject({ refusal: { code: 'not-allowed' } });
}, 180_000);
