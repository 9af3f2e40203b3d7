import { describe, expect, it } from 'vitest';
import { decideAllowAgain, decideDraft, decidePriceChange, decidePublish, decideTakeDown, decideWithdraw } from '@/lib/catalog/core/decide-listing';
import { maxAmountMinor } from '@/lib/shared/money';

const seen = { sellerId: 'seller', takenDownAt: null } as const;
const draft = { ...seen, status: 'DRAFT', priceMinor: null } as const;
const published = { ...seen, status: 'PUBLISHED', priceMinor: 500 } as const;
const withdrawn = { ...seen, status: 'WITHDRAWN', priceMinor: 500 } as const;
const takenDown = { ...withdrawn, takenDownAt: new Date(0) } as const;
const code = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code ?? 'ok';

describe('a listing', () => {
  it.each([
    ['needs a measured revision', decideDraft('MEASURING', null), 'revision-not-ready'],
    ['begins as a draft', decideDraft('READY', null), 'ok'],
    ['may be drafted again', decideDraft('READY', draft), 'ok'],
    ['may be drafted again after it was withdrawn', decideDraft('READY', withdrawn), 'ok'],
    ['does not change under its buyers', decideDraft('READY', published), 'listing-already-published'],
    ['is published from a draft', decidePublish(draft, 0), 'ok'],
    ['is not published twice', decidePublish(published, 100), 'listing-already-published'],
    ['of somebody else does not exist', decidePublish(null, 100), 'not-found'],
    ['has no negative price', decidePublish(draft, -1), 'price-out-of-range'],
    ['has no price in fractions of a cent', decidePublish(draft, 0.5), 'price-out-of-range'],
    ['has no price above the limit', decidePublish(draft, maxAmountMinor + 1), 'price-out-of-range'],
    ['has a price to change only when published', decidePriceChange(draft, 100), 'listing-not-published'],
    ['of somebody else has no price to change', decidePriceChange(null, 100), 'not-found'],
    ['is withdrawn only when it was published', decideWithdraw(draft), 'listing-not-published'],
    ['may be withdrawn twice', decideWithdraw(withdrawn), 'ok'],
    ['that was taken down is not published', decidePublish(takenDown, 100), 'listing-taken-down'],
    ['is taken down once it was published', decideTakeDown(draft), 'listing-not-published'],
    ['is taken down though its seller withdrew it', decideTakeDown(withdrawn), 'ok'],
    ['that is not there is not taken down', decideTakeDown(null), 'not-found'],
    ['of one\'s own is not let back in', decideAllowAgain(takenDown, { administratorId: 'seller' }), 'not-allowed'],
    ['that is not there is not let back in', decideAllowAgain(null, { administratorId: 'a' }), 'not-found'],
  ])('%s', (_, result, expected) => {
    expect(code(result)).toBe(expected);
  });

  it('is taken down and let back in once', () => {
    expect([decideTakeDown(published), decideTakeDown(takenDown), decideAllowAgain(takenDown, { administratorId: 'a' }), decideAllowAgain(published, { administratorId: 'a' })].map((result) => result.ok && result.value.isChanged)).toEqual([true, false, true, false]);
  });

  it('writes no history for an unchanged price', () => {
    expect(decidePriceChange(published, 500)).toEqual({ ok: true, value: { isChanged: false } });
    expect(decidePriceChange(published, 501)).toEqual({ ok: true, value: { isChanged: true } });
  });
});
