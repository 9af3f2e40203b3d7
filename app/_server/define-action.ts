import 'server-only';
import { headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import type { Context } from '@/lib/db';
import { recordRefusedAccess } from '@/lib/identity';
import { observe, watch } from '@/lib/monitoring';
import { cleanInput } from '@/lib/shared/clean-input';
import { refuse, type Result } from '@/lib/shared/result';
import { log, logFault } from './log';
import { requestContext } from './request-context';
import { isSameOrigin, readRequestPath } from './request-facts';

type ActionSpec<Schema extends z.ZodType, Value> = {
  readonly input: Schema;
  /** For what names columns: as their file spells them. */
  readonly keepsSpelling?: boolean;
  readonly run: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>;
  /** After success: revalidate what others see. */
  readonly done?: (value: Value, input: z.output<Schema>) => void | Promise<void>;
};

/** A server action is a public endpoint: is it from our pages, is it sound, then the use case, which decides whether the person may. */
export function defineAction<Schema extends z.ZodType, Value>(spec: ActionSpec<Schema, Value>): (input: unknown) => Promise<Result<Value>> {
  return async (input) => {
    const list = await headers();
    if (!isSameOrigin(list)) return refuse('cross-origin');
    const cleaned = cleanInput(input, spec);
    if (!cleaned.ok) return refuse('input-invalid', { field: cleaned.path });
    const parsed = spec.input.safeParse(cleaned.value);
    if (!parsed.success) return refuse('input-invalid', { field: parsed.error.issues[0]?.path.join('.') ?? '' });
    const ctx = await requestContext();
    try {
      const result = await watch('exchange', () => spec.run(ctx, parsed.data));
      observe('exchange', 'refused', result.ok ? 0 : 1);
      if (result.ok) await spec.done?.(result.value, parsed.data);
      else {
        log().info({ requestId: ctx.requestId, refusal: result.refusal.code }, 'refused');
        if (result.refusal.code === 'not-allowed') await recordRefusedAccess(ctx, { door: 'action' }, readRequestPath(list));
      }
      return result;
    } catch (error) {
      unstable_rethrow(error);
      logFault(error, { requestId: ctx.requestId, where: 'action' });
      throw error;
    }
  };
}
