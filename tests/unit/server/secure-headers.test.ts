import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { factsOf, isForeignChange, readableUrl, withNonce } from '@/scripts/serve/secure.mjs';

const file = join(import.meta.dirname, '../../../scripts/serve/secure.mjs');

/** What the layer writes for a request, in a process of its own: it reads the public address once, at its start. */
function headersOf(publicUrl: string, path: string, sent: Record<string, string> = {}, settings: Record<string, string> = {}) {
  const script = `
    import { secure } from ${JSON.stringify(file)};
    const kept = {};
    const request = { url: ${JSON.stringify(path)}, headers: ${JSON.stringify(sent)}, socket: { remoteAddress: '198.51.100.7' } };
    const response = { setHeader: (name, value) => { kept[name] = value; }, getHeader: (name) => kept[name], removeHeader: (name) => { delete kept[name]; }, writeHead() { return this; }, write() { return true; }, end() { return this; } };
    secure(request, response);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (!${JSON.stringify(path)}.startsWith('/api')) response.writeHead(200);
    console.log(JSON.stringify({ kept, request: request.headers }));`;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { env: { ...process.env, NEXTAUTH_URL: publicUrl, NODE_ENV: 'production', ...settings }, encoding: 'utf8' })) as { kept: Record<string, string>; request: Record<string, string> };
}

describe('S9 the headers of an answer', () => {
  it('on https hold browsers to https for a year, on plain http they cannot', () => {
    expect(headersOf('https://market.example', '/en').kept['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
    expect(headersOf('http://localhost:3000', '/en').kept['strict-transport-security']).toBeUndefined();
  });

  it('of a page trust one nonce of this answer and what it loads, nothing inline besides; of the API nothing at all', () => {
    const [first, second] = [headersOf('https://market.example', '/en').kept, headersOf('https://market.example', '/en').kept];
    const scripts = /script-src ([^;]+)/.exec(first['content-security-policy'] ?? '')?.[1] ?? '';
    expect(scripts).toMatch(/^'nonce-[A-Za-z0-9+/=]{24}' 'strict-dynamic' 'self'$/);
    expect(second['content-security-policy']).not.toBe(first['content-security-policy']);
    for (const rule of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]) expect(first['content-security-policy']).toContain(rule);
    expect(headersOf('https://market.example', '/api/me').kept['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'; sandbox");
    expect(first).toMatchObject({ 'x-content-type-options': 'nosniff', 'cross-origin-opener-policy': 'same-origin', 'referrer-policy': 'strict-origin-when-cross-origin' });
    expect(first['permissions-policy']).toContain('camera=()');
  });

  it('are not what a client says: its names for itself are taken off', () => {
    const { request } = headersOf('https://market.example', '/api/me', { 'x-client-address': '10.0.0.1', 'x-middleware-subrequest': 'middleware', 'x-forwarded-for': '10.0.0.2', 'x-forwarded-host': 'evil.example', 'content-security-policy': "script-src 'unsafe-inline'" });
    expect(request).toMatchObject({ 'x-client-address': '198.51.100.7' });
    for (const name of ['x-middleware-subrequest', 'x-forwarded-for', 'x-forwarded-host']) expect(request[name]).toBeUndefined();
    expect(request['content-security-policy'] ?? '').not.toContain('unsafe');
  });
});

describe('S16 an address that nobody can read', () => {
  it.each([
    ['/en/datasets/%00', '/en/-'], ['/zh/datasets/x%00y', '/zh/-'], ['/en/%E0%A4%A', '/en/-'], ['/%', '/en/-'], ['/api/downloads/%00', '/api/-'], ['/api/questions/%c0%ae', '/api/-'],
    ['/en/search?q=%00', '/en/search?q=%00'], ['/en/datasets/%E6%B5%B7', '/en/datasets/%E6%B5%B7'], ['/', '/'],
  ])('%s is answered as %s', (asked, answered) => {
    expect(readableUrl(asked)).toBe(answered);
  });
});

describe('S8 a change that is sent to a page', () => {
  const ours = new URL(process.env.NEXTAUTH_URL ?? 'http://localhost:3000').origin;
  it.each([
    [{ 'sec-fetch-site': 'same-origin', origin: ours }, false], [{ 'sec-fetch-site': 'none' }, false], [{ origin: ours }, false],
    [{ 'sec-fetch-site': 'cross-site', origin: ours }, true], [{ 'sec-fetch-site': 'same-site' }, true], [{ 'sec-fetch-site': '' }, true], [{ origin: 'http://evil.example' }, true], [{ origin: 'null' }, true], [{}, true],
  ])('%j: foreign %s', (headers, isForeign) => {
    expect(isForeignChange({ method: 'POST', url: '/en/sign-in', headers })).toBe(isForeign);
    // Reading is for everybody, and the routes of the API ask for themselves.
    for (const other of [{ method: 'GET', url: '/en/sign-in', headers }, { method: 'POST', url: '/api/events', headers }]) expect(isForeignChange(other)).toBe(false);
  });
});

describe('S7 the address that limits count by', () => {
  it('is the connection\'s, whatever a client claims; behind as many proxies as were named, what the last of them wrote', () => {
    const claimed = { 'x-forwarded-for': '203.0.113.1, 203.0.113.2, 203.0.113.3' };
    const addressBehind = (proxies: string) => headersOf('https://market.example', '/api/me', claimed, { TRUSTED_PROXIES: proxies }).request['x-client-address'];
    expect(['0', '1', '2'].map(addressBehind)).toEqual(['198.51.100.7', '203.0.113.3', '203.0.113.2']);
  });
});

describe('S9 the nonce in a cached page', () => {
  const page = '<html><head><link rel="stylesheet" href="/a.css"/><link rel="preload" as="script" fetchPriority="low" href="/a.js"/><link rel="modulepreload" href="/b.js"/></head><body>海港 &lt;script&gt;<script src="/a.js" async=""></script><script>self.x="\\u003cscript"</script></body></html>';

  it('stands in every tag that runs or loads a script and nowhere else, and the rest is as it was', () => {
    const named = withNonce('key', Buffer.from(page), 'abc').toString('utf8');
    expect(named.match(/nonce="abc"/g)).toHaveLength(4);
    expect(named.replaceAll(' nonce="abc"', '')).toBe(page);
    expect(named).toContain('<link rel="stylesheet" href="/a.css"/>');
    expect(withNonce('key', Buffer.from(page), 'def').toString('utf8').match(/nonce="def"/g)).toHaveLength(4);
    expect(withNonce('other', Buffer.from('no script'), 'x').toString()).toBe('no script');
  });

  it('is the only one there: that of whoever the page was rendered for first is taken out', () => {
    const rendered = page.replaceAll('<script', '<script nonce="Fm8LSsZyz9u16wz23lnH7A=="').replace('<link rel="stylesheet"', '<link nonce="Fm8LSsZyz9u16wz23lnH7A==" rel="stylesheet"');
    const named = withNonce('rendered', Buffer.from(rendered), 'abc').toString('utf8');
    expect(named).toBe(withNonce('key', Buffer.from(page), 'abc').toString('utf8'));
    for (const [tag] of named.matchAll(/<script[^>]*>/g)) expect(tag.match(/nonce=/g)).toHaveLength(1);
  });
});

describe('the status of a cached page', () => {
  it('is 410 where it says so in a tag of its own, and Next\'s where only its text speaks of it', () => {
    expect(factsOf('gone', Buffer.from('<html><head><meta name="http-status" content="410"/></head><body>海港</body></html>')).status).toBe(410);
    expect(factsOf('text', Buffer.from('<html><body><p>&lt;meta name=&quot;http-status&quot; content=&quot;410&quot;</p><script>self.x="\\u003cmeta name=\\"http-status\\" content=\\"410\\""</script></body></html>')).status).toBeNull();
  });
});
