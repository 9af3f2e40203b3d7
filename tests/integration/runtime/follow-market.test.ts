import { describe, expect, it } from 'vitest';
import { lookAtMarket } from '@/app/_server/follow-market';
import { record } from '@/lib/audit';
import type { AuditAction } from '@/lib/audit/schema';
import { forgetPages } from '@/scripts/serve/forget-pages.mjs';
import { testContext } from '@/tests/support/context';

const { contextFor } = await testContext();
const ctx = contextFor({ kind: 'system' });
const write = (action: AuditAction) => record(ctx.db, ctx, { action, objectType: 'x', objectId: 'x' });

describe('what another process changed', () => {
  it('makes the pages of this one anew, once, and nothing else does', async () => {
    const forgotten: string[] = [];
    let known: bigint | null = null;
    const look = async (what: string) => { known = await lookAtMarket(ctx.db, { known, forget: () => { forgotten.push(what); } }); };
    await look('the first look');
    await write('session.opened');
    await look('somebody signed in');
    for (const action of ['subject.erased', 'listing.published', 'listing.withdrawn'] as const) {
      await write(action);
      await look(action);
      await look(`${action} again`);
    }
    expect(forgotten).toEqual(['subject.erased', 'listing.published', 'listing.withdrawn']);
  });

  it('expires what Next keeps of every page, from this moment on', async () => {
    const { default: { areTagsExpired } } = await import('next/dist/server/lib/incremental-cache/tags-manifest.external.js') as unknown as { default: { areTagsExpired: (tags: readonly string[], timestamp: number) => boolean } };
    const madeAt = Date.now() - 1_000;
    expect(areTagsExpired(['_N_T_/layout'], madeAt)).toBe(false);
    forgetPages();
    expect([areTagsExpired(['_N_T_/layout'], madeAt), areTagsExpired(['_N_T_/layout'], Date.now() + 1)]).toEqual([true, false]);
  });
});
