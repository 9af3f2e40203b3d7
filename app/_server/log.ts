import 'server-only';
import pino, { type Logger } from 'pino';
import { env } from '@/lib/env';

let instance: Logger | undefined;

/** One JSON line an event. What is logged is named field by field: no body, no cookie, no address, no personal data. */
export function log(): Logger {
  instance ??= pino({ level: env().LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return instance;
}

/** The unexpected: message and stack go to the log under the request's id, never to a page. */
export function logFault(error: unknown, fields: { readonly requestId: string; readonly where: string }): void {
  log().error({ ...fields, err: error instanceof Error ? { type: error.name, message: error.message, stack: error.stack } : { type: typeof error } }, 'unexpected');
}
