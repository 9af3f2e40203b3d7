import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { Server } from '@tus/server';
import { beginUpload, claimUpload, resumableStore } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import type { Refusal } from '@/lib/shared/refusal';
import { logFault } from './log';
import { faultProblem, problem, refusalSentence } from './problem';
import { requestContext } from './request-context';
import { isSameOrigin } from './request-facts';
import { refusalStatus } from './refusals';

const path = '/api/uploads/tus';
const asking = new AsyncLocalStorage<Context>();
let server: Server | undefined;

/** What the protocol's server takes as a refusal: it answers with it. */
class TusRefusal extends Error {
  readonly status_code: number;
  readonly body: string;
  constructor(refusal: Refusal, { locale, requestId }: Context) {
    super(refusal.code);
    this.status_code = refusalStatus[refusal.code];
    this.body = JSON.stringify({ status: this.status_code, ...refusal, detail: refusalSentence(refusal, locale), requestId });
  }
}

function context(): Context {
  const ctx = asking.getStore();
  if (!ctx) throw new Error('An upload is answered outside of a request');
  return ctx;
}

function tus(): Server {
  server ??= new Server({
    path, datastore: resumableStore(), relativeLocation: true, maxSize: env().UPLOAD_MAX_BYTES,
    namingFunction: () => randomBytes(16).toString('hex'),
    onUploadCreate: async (_, upload) => {
      const begun = await beginUpload(context(), { byteSize: upload.size });
      if (!begun.ok) throw new TusRefusal(begun.refusal, context());
      // What the sender calls it comes with the last request; nothing else of what it says is kept.
      return { metadata: { owner: begun.value.owner } };
    },
    onIncomingRequest: async (request, uploadId) => {
      if (request.method === 'POST' || request.method === 'OPTIONS') return;
      const claimed = await claimUpload(context(), { uploadId });
      if (!claimed.ok) throw new TusRefusal(claimed.refusal, context());
    },
  });
  return server;
}

/** The tus protocol (1.0.0, creation, termination) for sellers: an upload goes on after a broken line, a closed lid or a restart. */
export async function answerTus(request: Request): Promise<Response> {
  const ctx = await requestContext();
  if (request.method !== 'HEAD' && !isSameOrigin(request.headers)) return problem({ code: 'cross-origin' }, ctx);
  try {
    return await asking.run(ctx, () => tus().handleWeb(request));
  } catch (error) {
    logFault(error, { requestId: ctx.requestId, where: path });
    return faultProblem(ctx);
  }
}
