'use client';

import { useCallback, useState } from 'react';
import type { Refusal } from '@/lib/shared/refusal';
import type { Result } from '@/lib/shared/result';

export type Action<Value> = (input: unknown) => Promise<Result<Value>>;

/** What can go wrong with an action: refused for a reason, or not answered at all. */
export type ActionFault = Refusal | 'unexpected';

/**
 * Runs a server action: busy while it runs, one fault to show, the value or null. `isBusy` stays on after success when
 * `staysBusy` says so (the page is about to be left).
 */
export function useAction<Value>(action: Action<Value>, { staysBusy = false }: { readonly staysBusy?: boolean } = {}) {
  const [isBusy, setIsBusy] = useState(false);
  const [fault, setFault] = useState<ActionFault | null>(null);

  const run = useCallback(async (input: unknown): Promise<{ readonly value: Value } | null> => {
    setIsBusy(true);
    setFault(null);
    try {
      const result = await action(input);
      if (!result.ok || !staysBusy) setIsBusy(false);
      if (result.ok) return { value: result.value };
      setFault(result.refusal);
    } catch {
      setIsBusy(false);
      setFault('unexpected');
    }
    return null;
  }, [action, staysBusy]);

  return { run, isBusy, fault, setFault };
}
