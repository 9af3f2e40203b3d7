import { stepUp } from '@/lib/identity';
import { stepUpInput } from '@/lib/identity/schema';
import { defineRoute } from '@/app/_server/define-route';

/** A fresh proof of who is there, from wherever it was asked for. */
export const POST = defineRoute({ input: stepUpInput, run: stepUp });
