import { z } from 'zod';
import { listKeys } from '@/lib/audit';
import { ok } from '@/lib/shared/result';
import { defineRoute } from '@/app/_server/define-route';

/** Every public key that ever signed the log, from which length on, and the note by which the one before names it. */
export const GET = defineRoute({ input: z.strictObject({}), run: async (ctx) => ok({ keys: await listKeys(ctx) }) });
