import { describe, expect, it } from 'vitest';
import { readJsonBody } from '@/app/_server/read-body';

const kibibyte = 1024;

/** Sends in pieces and says nothing of its length, as `transfer-encoding: chunked` does; counts the pieces that were asked for. */
function chunked(pieceCount: number, piece: Uint8Array, headers: Record<string, string> = {}) {
  let asked = 0;
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      asked += 1;
      if (asked > pieceCount) controller.close();
      else controller.enqueue(piece);
    },
    cancel() { isCancelled = true; },
  }, { highWaterMark: 0 });
  const request = new Request('http://localhost/api/events', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body, duplex: 'half' } as RequestInit);
  return { request, asked: () => asked, isCancelled: () => isCancelled };
}

describe('S16 a body that is too large', () => {
  it('and says nothing of its length is given up at 64 KiB, and its rest is never read', async () => {
    const sent = chunked(10_000, new Uint8Array(16 * kibibyte).fill(32));
    expect(sent.request.headers.get('content-length')).toBeNull();
    expect(await readJsonBody(sent.request)).toMatchObject({ ok: false, refusal: { code: 'input-too-large' } });
    expect(sent.asked()).toBeLessThanOrEqual(6);
    expect(sent.isCancelled()).toBe(true);
  });

  it('and says so is not read at all', async () => {
    const sent = chunked(5, new Uint8Array(kibibyte), { 'content-length': String(65 * kibibyte) });
    expect(await readJsonBody(sent.request)).toMatchObject({ refusal: { code: 'input-too-large' } });
    expect(sent.asked()).toBe(0);
  });

  it('counts bytes, not letters', async () => {
    const text = JSON.stringify('字'.repeat(30_000));
    expect(text.length).toBeLessThan(64 * kibibyte);
    expect(await readJsonBody(chunked(1, Buffer.from(text)).request)).toMatchObject({ refusal: { code: 'input-too-large' } });
  });
});

describe('S16 a sound body, a broken one and one of another type', () => {
  it('is read whole, also where a letter is cut between two pieces', async () => {
    const bytes = Buffer.from(JSON.stringify({ name: '海港' }));
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({ pull(controller) { if (sent < bytes.length) { controller.enqueue(bytes.subarray(sent, sent + 1)); sent += 1; } else controller.close(); } });
    const request = new Request('http://localhost/', { method: 'POST', headers: { 'content-type': 'application/json; charset=utf-8' }, body, duplex: 'half' } as RequestInit);
    expect(await readJsonBody(request)).toEqual({ ok: true, value: { name: '海港' } });
  });

  it.each([
    ['no JSON', 'application/json', '{"a":', 'input-invalid'], ['nothing', 'application/json', '', 'input-invalid'], ['a form', 'application/x-www-form-urlencoded', 'a=1', 'media-type'], ['plain text', 'text/plain', '{}', 'media-type'], ['a type that only begins alike', 'application/json-patch', '{}', 'media-type'],
  ])('%s is refused by name', async (_, type, text, code) => {
    expect(await readJsonBody(new Request('http://localhost/', { method: 'POST', headers: { 'content-type': type }, body: text }))).toMatchObject({ ok: false, refusal: { code } });
  });
});
