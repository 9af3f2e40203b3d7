import type { IncomingMessage, ServerResponse } from 'node:http';

/** What is read of a request that has no body (app/_server/define-route.ts says the same). */
export type Asking = Pick<Request, 'method' | 'url'> & { readonly headers: Pick<Headers, 'get'> };
type Answer = (request: Asking) => Promise<Response>;
export function findDirect(request: IncomingMessage): Answer | undefined;
export function answerDirectly(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void>;
