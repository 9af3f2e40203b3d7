import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { deleteDecisionsBefore, deleteDecisionsOf, insertDecisions } from '@/lib/registry';
import { packDecision } from '@/lib/registry/keep-decision';
import { testContext } from '@/tests/support/context';

const { db, contextFor } = await testContext();
/** With the rights of a server. */
const served = () => contextFor({ kind: 'system' }).db;
const shared = [['listing', 0.5]];
const decided = (subject: string, at = new Date()) => packDecision({ model: 'next-item', version: 'v', subject, objectId: 'x', inputs: { facts: { for: subject }, content: shared }, output: [], isDemo: false, at });
const counts = async () => ({ decisions: await db.decision.count(), parts: await db.decisionBlob.count(), uses: await db.decisionInput.count() });

it('a part that two people share goes with the last of them', async () => {
  await insertDecisions(served(), [decided('a'), decided('b')]);
  expect(await counts()).toEqual({ decisions: 2, parts: 3, uses: 4 });
  expect(await deleteDecisionsOf(served(), { subject: 'a' })).toBe(1);
  expect(await counts()).toEqual({ decisions: 1, parts: 2, uses: 2 });
  expect(await deleteDecisionsOf(served(), { subject: 'b' })).toBe(1);
  expect(await counts()).toEqual({ decisions: 0, parts: 0, uses: 0 });
});

it('what is past its time goes with its parts, and what others use stays', async () => {
  const old = new Date('2026-01-01');
  await insertDecisions(served(), [decided('a', old), decided('b')]);
  expect(await deleteDecisionsBefore(served(), { at: new Date('2026-06-01') })).toBe(1);
  expect(await counts()).toEqual({ decisions: 1, parts: 2, uses: 2 });
});

it.each([['taken back', (of: string) => deleteDecisionsOf(served(), { subject: of })], ['past their time', () => deleteDecisionsBefore(served(), { at: new Date('2026-06-01') })]] as const)('decisions %s go while another list with the same part is being written: neither fails, and the part stays for it', async (_, deleteAll) => {
  const [gone, comes] = [`gone ${randomUUID()}`, `comes ${randomUUID()}`];
  await insertDecisions(db, [decided(gone, new Date('2026-01-01'))]);
  let [written, commit] = [(): void => undefined, (): void => undefined];
  const isWritten = new Promise<void>((resolve) => { written = resolve; });
  const mayCommit = new Promise<void>((resolve) => { commit = resolve; });
  const writing = served().$transaction(async (tx) => {
    await insertDecisions(tx, [decided(comes)]);
    written();
    await mayCommit;
  }, { timeout: 20_000 });
  await isWritten;
  const deleting = deleteAll(gone);
  // Where it would wait for the other, it waits now.
  await Promise.race([deleting, new Promise((resolve) => { setTimeout(resolve, 500); })]);
  commit();
  await writing;
  expect(await deleting).toBe(1);
  expect(await counts()).toEqual({ decisions: 1, parts: 2, uses: 2 });
});
