import { askNewPasskey, askSignInPasskey, askStepUpPasskey } from '@/lib/identity';
import { askPasskeyInput, type PasskeyCreation, type PasskeyRequest } from '@/lib/identity/schema';
import type { Result } from '@/lib/shared/result';
import { defineRoute } from '@/app/_server/define-route';

const questions = { 'sign-in': askSignInPasskey, 'step-up': askStepUpPasskey } as const;

/** The question a passkey answers. */
export const POST = defineRoute({ input: askPasskeyInput, run: (ctx, { purpose }): Promise<Result<PasskeyCreation | PasskeyRequest>> => (purpose === 'new' ? askNewPasskey(ctx) : questions[purpose](ctx)) });
