'use client';

import { useState } from 'react';
import type { Refusal } from '@/lib/shared/refusal';
import type { Result } from '@/lib/shared/result';

type ActionState<Value> = {
  readonly isBusy: boolean;
  readonly fault: Refusal | 'unexpected' | null;
  /** Stays busy after success, for the page is about to change, until `settle` says that it did. */
  readonly submit: (input: unknown, onDone: (value: Value) => void) => Promise<void>;
  readonly settle: () => void;
  readonly fail: (fault: Refusal) => void;
};

/** One server action at a time, and what it refused. */
export function useAction<Value>(action: (input: unknown) => Promise<Result<Value>>): ActionState<Value> {
  const [isBusy, setIsBusy] = useState(false);
  const [fault, setFault] = useState<Refusal | 'unexpected' | null>(null);
  async function submit(input: unknown, onDone: (value: Value) => void): Promise<void> {
    setIsBusy(true);
    setFault(null);
    try {
      const result = await action(input);
      if (result.ok) {
        onDone(result.value);
        return;
      }
      setFault(result.refusal);
    } catch {
      setFault('unexpected');
    }
    setIsBusy(false);
  }
  return { isBusy, fault, submit, settle: () => { setIsBusy(false); }, fail: setFault };
}
