'use server';

import { checkOutCart, setListed } from '@/lib/orders';
import { checkOutInput, setListedInput, type CheckedOut } from '@/lib/orders/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const runSet = defineAction({ input: setListedInput, run: setListed });
const runCheckOut = defineAction({ input: checkOutInput, run: checkOutCart });

export async function setListedAction(input: unknown): Promise<Result<{ readonly isListed: boolean }>> {
  return runSet(input);
}

export async function checkOutAction(input: unknown): Promise<Result<CheckedOut>> {
  return runCheckOut(input);
}
