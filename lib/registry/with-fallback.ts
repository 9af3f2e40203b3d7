import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { observe } from '@/lib/monitoring';
import { processWide } from '@/lib/shared/process-wide';

/** It failed; it took too long, or did so too often a moment ago; what it answers from is too old. */
export const fallbackReasons = ['error', 'slow', 'stale'] as const;
export type FallbackReason = (typeof fallbackReasons)[number];
export type Answer<Value> = { readonly value: Value; readonly fellBack: FallbackReason | null };
type Plan<Value> = {
  /** The one that is asked in this way: its reasons are metrics of it. */
  readonly model: 'next-item'; readonly limitMilliseconds: number;
  /** Throws `StaleModel` when what it would answer from is too old. */
  readonly work: () => Promise<Value>; readonly baseline: (reason: FallbackReason) => Promise<Value>;
};

export class StaleModel extends Error {}
/** Answered, but too late too often: what stands in is quicker. */
export class SlowModel extends Error {}

/** An audit row a minute and model, however many requests fell back: the metric counts them all. */
const reportMilliseconds = 60_000;
const reported = processWide('registry fallbacks reported', () => new Map<string, number>());

/** Asks a model; when it fails, takes too long, or is stale, the named baseline answers, the figures count it, and the audit log says so. */
export async function withFallback<Value>(ctx: Context, { model, limitMilliseconds, work, baseline }: Plan<Value>): Promise<Answer<Value>> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<'slow'>((resolve) => { timer = setTimeout(resolve, limitMilliseconds, 'slow').unref(); });
    const done = work().then((value) => ({ value }));
    // Whoever comes second is heard by nobody, and must not end the process.
    done.catch(() => undefined);
    const first = await Promise.race([done, late]);
    if (first !== 'slow') {
      countAnswer(model, null);
      return { value: first.value, fellBack: null };
    }
    return await fallBack('slow');
  } catch (error) {
    return await fallBack(error instanceof SlowModel ? 'slow' : error instanceof StaleModel ? 'stale' : 'error', error);
  } finally {
    clearTimeout(timer);
  }

  async function fallBack(reason: FallbackReason, fault?: unknown): Promise<Answer<Value>> {
    observe(model, 'fallback', 1);
    countAnswer(model, reason);
    const now = ctx.now().getTime();
    if (now - (reported.get(model) ?? Number.NEGATIVE_INFINITY) >= reportMilliseconds) {
      reported.set(model, now);
      const message = fault instanceof Error ? fault.name : null;
      await record(ctx.db, { ...ctx, actor: { kind: 'system' } }, { action: 'model.fell-back', objectType: 'model', objectId: model, outcome: 'refused', detail: { reason, fault: message } });
    }
    return { value: await baseline(reason), fellBack: reason };
  }
}

/** Each answer counts for every reason, as a yes or a no: what is kept is how many and why, and nothing of whom. */
function countAnswer(model: Plan<unknown>['model'], fellBack: FallbackReason | null): void {
  for (const reason of fallbackReasons) observe(model, `fallback-${reason}`, reason === fellBack ? 1 : 0);
}
