'use client';

/** What a route answered: the value, or the sentence for the person and the code for the page. */
export type Posted<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: string; readonly detail: string };

export async function postJson<T>(path: string, body: unknown): Promise<Posted<T>> {
  try {
    const response = await fetch(path, { method: 'POST', credentials: 'same-origin', headers: { accept: 'application/json', 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const answer = (await response.json()) as { code?: unknown; detail?: unknown };
    if (response.ok) return { ok: true, value: answer as T };
    return { ok: false, code: String(answer.code ?? ''), detail: String(answer.detail ?? '') };
  } catch {
    return { ok: false, code: 'offline', detail: '' };
  }
}
