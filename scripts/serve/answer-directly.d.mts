import type { IncomingMessage, ServerResponse } from 'node:http';

type Answer = (request: Request) => Promise<Response>;
export function findDirect(request: IncomingMessage): Answer | undefined;
export function answerDirectly(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void>;
