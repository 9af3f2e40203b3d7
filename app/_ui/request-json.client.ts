'use client';

/** What a page learns of a request: the answer, the code of an expected refusal, or that nobody was reached. */
export type JsonAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string | null; readonly isOffline: boolean };

type JsonRequest = { readonly method?: 'GET' | 'POST' | 'DELETE'; readonly body?: unknown; readonly keepalive?: boolean };

/** `value` is what our own route answered; its shape is the one the route's view type states. */
export async function requestJson<T>(path: string, { method = 'GET', body, keepalive = false }: JsonRequest = {}): Promise<JsonAnswer<T>> {
  try {
    const response = await fetch(path, {
      method,
      keepalive,
      credentials: 'same-origin',
      headers: body === undefined ? { accept: 'application/json' } : { accept: 'application/json', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = response.status === 204 ? null : await response.json();
    if (response.ok) return { ok: true, value: answer as T };
    return { ok: false, code: codeOf(answer), isOffline: false };
  } catch {
    return { ok: false, code: null, isOffline: true };
  }
}

/** Problems (RFC 9457) carry the refusal's code as an extension member. */
function codeOf(problem: unknown): string | null {
  if (typeof problem !== 'object' || problem === null || !('code' in problem)) return null;
  return typeof problem.code === 'string' ? problem.code : null;
}
