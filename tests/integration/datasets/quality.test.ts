import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it, beforeEach } from 'vitest';
import { declareFrequency, declareRule, getMeasurement, getOwnQuality, getPublicQuality, gradeListings, removeRule, uploadRevision } from '@/lib/datasets';
import type { QualityRule } from '@/lib/datasets/schema';
import type { Context } from '@/lib/db';
import { testContext } from '@/tests/support/context';

const { db, contextFor, createAccount } = await testContext();
let [ctx, other]: Context[] = [];
beforeEach(async () => {
  ctx = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
  other = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
});

const own = () => { if (!ctx || !other) throw new Error('no sellers'); return { ctx, other }; };
async function upload(text: string, more: { name?: string; datasetId?: string; wait?: number } = {}) {
  const result = await uploadRevision(own().ctx, { fileName: more.name ?? 'orders.csv', bytes: Readable.from([Buffer.from(text)]), datasetId: more.datasetId, ...(more.wait === undefined ? {} : { inBackground: { waitMilliseconds: more.wait, onFault: (fault) => { throw fault; } } }) });
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}
const orders = `order,customer,amount,day\n${Array.from({ length: 50 }, (_, index) => `${index},c${index % 7},${index === 3 ? -1 : index * 2},2026-11-${String((index % 20) + 1).padStart(2, '0')}`).join('\n')}\n`;
const results = async (revisionId: string) => { const found = await getOwnQuality(own().ctx, { revisionId }); if (!found.ok) throw new Error(found.refusal.code); return found.value; };

describe('the grade of a revision', () => {
  it('comes with the measuring, rests on evidence, and grows a history over revisions', async () => {
    const first = await upload(orders);
    const second = await upload(`${orders}${orders.split('\n').slice(1, 20).join('\n')}\n`, { datasetId: first.datasetId });
    const { quality, history, table } = await results(second.id);
    expect(history.map((entry) => entry.number)).toEqual([1, 2]);
    expect((await results(first.id)).history).toHaveLength(1);
    expect(history[1]?.score).toBeLessThan(history[0]?.score ?? 0);
    expect(table).toMatchObject({ exactDuplicates: 19, keys: [], frequency: { column: 'day', observed: 'daily' } });
    expect(quality.dimensions.find(({ dimension }) => dimension === 'uniqueness')?.checks).toMatchObject([{ code: 'exact-duplicates', failing: 19, outOf: 69 }, {}]);
  });

  it("is its owner's to read, and another's is as if there were none", async () => {
    const first = await upload(orders);
    expect(await getOwnQuality(own().other, { revisionId: first.id })).toEqual(await getOwnQuality(own().other, { revisionId: randomUUID() }));
    expect(await declareRule(own().other, { revisionId: first.id, rule: { kind: 'not-null', column: 'order' } })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await removeRule(own().other, { revisionId: first.id, ruleId: randomUUID() })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await declareFrequency(own().other, { revisionId: first.id, frequency: 'daily' })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await gradeListings(own().ctx)).toMatchObject({ refusal: { code: 'not-allowed' } });
    expect(await getPublicQuality(db, { revisionId: first.id })).toMatchObject({ quality: { grade: expect.stringMatching(/^[A-E]$/) as string } });
  });

  it('follows what the seller says about new data', async () => {
    const first = await upload(orders.replaceAll('2026-11', '2019-11'));
    const { quality: before } = await results(first.id);
    // Years old when it came: finished, as far as anybody said.
    expect(before.dimensions.find(({ dimension }) => dimension === 'currentness')).toMatchObject({ isMeasured: false, checks: [{ code: 'newest-date', newest: '2019-11-20' }] });
    expect(await declareFrequency(own().ctx, { revisionId: first.id, frequency: 'daily' })).toMatchObject({ ok: true });
    const promised = await results(first.id);
    expect(promised.quality.score).toBeLessThan(before.score);
    expect(promised.declaredFrequency).toBe('daily');
    expect(await declareFrequency(own().ctx, { revisionId: first.id, frequency: 'once' })).toMatchObject({ ok: true });
    expect((await results(first.id)).quality.score).toBe(before.score);
    expect(await db.auditEvent.count({ where: { action: 'quality.frequency-declared' } })).toBe(2);
  });
});

describe('a rule', () => {
  it('is checked against every row when it is declared, and again at the next revision', async () => {
    const customers = await upload(`id\n${Array.from({ length: 6 }, (_, index) => `c${index}`).join('\n')}\n`, { name: 'customers.csv' });
    const first = await upload(orders);
    const rules: [QualityRule, number][] = [
      [{ kind: 'not-null', column: 'customer' }, 0], [{ kind: 'range', column: 'amount', min: '0', max: null }, 1], [{ kind: 'range', column: 'day', min: '2026-11-03', max: '2026-11-30' }, 6],
      [{ kind: 'regex', column: 'customer', pattern: 'c[0-5]' }, 7], [{ kind: 'unique', columns: ['order'] }, 0], [{ kind: 'unique', columns: ['customer'] }, 43],
      [{ kind: 'foreign-key', column: 'customer', datasetId: customers.datasetId, targetColumn: 'id' }, 7],
    ];
    for (const [rule] of rules) expect(await declareRule(own().ctx, { revisionId: first.id, rule })).toMatchObject({ ok: true });
    expect((await results(first.id)).rules.map(({ failing }) => failing)).toEqual(rules.map(([, failing]) => failing));
    const second = await upload(orders.replace('4,c4,8', '4,,8'), { datasetId: first.datasetId });
    expect((await results(second.id)).rules[0]).toMatchObject({ rule: { kind: 'not-null' }, failing: 1 });
    expect(await db.auditEvent.count({ where: { action: 'quality.rule-declared' } })).toBe(rules.length);
  }, 120_000);

  it('on a column called like the one it is checked with means the column', async () => {
    const keys = await upload('id\na\nb\n', { name: 'keys.csv' });
    const first = await upload('value,n\na,1\nb,2\nc,3\n');
    expect(await declareRule(own().ctx, { revisionId: first.id, rule: { kind: 'foreign-key', column: 'value', datasetId: keys.datasetId, targetColumn: 'id' } })).toMatchObject({ ok: true });
    expect((await results(first.id)).rules[0]).toMatchObject({ failing: 1, outOf: 3 });
  }, 60_000);

  it('that can not be checked says why, and fails nothing else', async () => {
    const first = await upload(orders);
    const faulty: [QualityRule, string][] = [[{ kind: 'not-null', column: 'gone' }, 'column-unknown'], [{ kind: 'range', column: 'day', min: '3', max: null }, 'bound-not-readable'], [{ kind: 'regex', column: 'customer', pattern: '(' }, 'pattern-broken']];
    for (const [rule] of faulty) expect(await declareRule(own().ctx, { revisionId: first.id, rule })).toMatchObject({ ok: true });
    const { rules } = await results(first.id);
    expect(rules.map(({ fault, failing }) => [fault, failing])).toEqual(faulty.map(([, fault]) => [fault, null]));
    expect(await removeRule(own().ctx, { revisionId: first.id, ruleId: rules[0]?.id ?? '' })).toMatchObject({ ok: true });
    expect((await results(first.id)).rules).toHaveLength(2);
    expect(await declareRule(own().ctx, { revisionId: first.id, rule: { kind: 'foreign-key', column: 'customer', datasetId: randomUUID(), targetColumn: 'id' } })).toMatchObject({ refusal: { code: 'not-found' } });
  }, 60_000);
});

describe('measuring behind the answer', () => {
  it('answers at once, tells its owner how far it has come, and ends ready', async () => {
    const going = await upload(orders, { wait: 0 });
    expect(going.status).toBe('MEASURING');
    expect(await getMeasurement(own().ctx, { revisionId: going.id })).toMatchObject({ ok: true, value: { state: 'measuring', fileName: 'orders.csv' } });
    expect(await getMeasurement(own().other, { revisionId: going.id })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await ended(going.id)).toEqual({ state: 'ready' });
  });

  it('that ends in a refusal keeps the reason for its owner, and nothing else', async () => {
    const going = await upload('a,b\n1,2\n3\n', { wait: 0 });
    expect(await ended(going.id)).toMatchObject({ state: 'refused', refusal: { code: 'file-lines-differ', params: { line: 3 } } });
    expect(await db.revision.count()).toBe(0);
    expect(await db.storedObject.count()).toBe(0);
  });
});

async function ended(revisionId: string) {
  for (let waited = 0; waited < 60_000; waited += 100) {
    const found = await getMeasurement(own().ctx, { revisionId });
    if (found.ok && found.value.state !== 'measuring' && (found.value.state === 'ready' || (await db.revision.count({ where: { id: revisionId } })) === 0)) return found.value;
    await new Promise((go) => { setTimeout(go, 100); });
  }
  throw new Error('Measuring never ended');
}
