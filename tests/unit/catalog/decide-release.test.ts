import { describe, expect, it } from 'vitest';
import { decideRelease, replacementFor, type ReleaseFacts } from '@/lib/catalog/core/decide-release';

const facts: ReleaseFacts = {
  listing: { status: 'PUBLISHED', revisionId: 'r1', datasetId: 'd' }, revision: { id: 'r2', datasetId: 'd', status: 'READY', isRetracted: false, isReleased: false },
  hasPending: false, isBreaking: false, ownerCount: 3,
};
const revision = { id: 'r2', datasetId: 'd', status: 'READY', isRetracted: false, isReleased: false };
const outcome = (change: Partial<ReleaseFacts>, noticeDays = 0) => { const decided = decideRelease({ ...facts, ...change }, { noticeDays }); return decided.ok ? decided.value.noticeDays : decided.refusal.code; };

describe('a release', () => {
  it.each([
    ['that breaks nothing is sold at once', {}, 0, 0],
    ['that breaks nothing may be announced all the same', {}, 30, 30],
    ['that breaks needs notice', { isBreaking: true }, 13, 'notice-too-short'],
    ['that breaks is sold after the notice', { isBreaking: true }, 14, 14],
    ['that breaks has nobody to wait for without buyers', { isBreaking: true, ownerCount: 0 }, 0, 0],
    ['is never announced for years', {}, 181, 'notice-too-short'],
    ['of no listing', { listing: null }, 0, 'not-found'],
    ['of another dataset', { revision: { ...revision, datasetId: 'other' } }, 0, 'not-found'],
    ['of a withdrawn listing', { listing: { status: 'WITHDRAWN', revisionId: 'r1', datasetId: 'd' } }, 0, 'listing-not-published'],
    ['of what is not measured', { revision: { ...revision, status: 'MEASURING' } }, 0, 'revision-not-ready'],
    ['of what was taken back', { revision: { ...revision, isRetracted: true } }, 0, 'revision-retracted'],
    ['of what was released', { revision: { ...revision, isReleased: true } }, 0, 'revision-released'],
    ['of what is sold', { revision: { ...revision, id: 'r1' } }, 0, 'revision-released'],
    ['while another is announced', { hasPending: true }, 0, 'release-pending'],
  ] as const)('%s', (_name, change, days, expected) => {
    expect(outcome(change, days)).toBe(expected);
  });
});

describe('what is sold instead', () => {
  const sold = (revisionId: string, isRetracted = false) => ({ revisionId, isRetracted });
  it('is the last sound one before', () => {
    expect(replacementFor('r3', [sold('r3'), sold('r2', true), sold('r1')])).toBe('r1');
    expect(replacementFor('r3', [sold('r3')])).toBeNull();
  });
});
