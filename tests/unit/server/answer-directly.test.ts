import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RequestCookies } from 'next/dist/compiled/@edge-runtime/cookies';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCookie } from '@/app/_server/request-facts';
import { answerDirectly, findDirect, type Asking } from '@/scripts/serve/answer-directly.mjs';

type Direct = ReadonlyMap<string, (request: Asking) => Promise<Response>>;
const held = globalThis as typeof globalThis & { databourseDirect?: Direct };
let server: Server;
let address: string;
beforeEach(async () => {
  held.databourseDirect = new Map<string, (request: Asking) => Promise<Response>>([
    ['GET /api/echo', (request) => Promise.resolve(Response.json({ url: request.url, cookie: request.headers.get('Cookie'), gpc: request.headers.get('sec-gpc'), none: request.headers.get('x-none') }, { status: 201, headers: { 'cache-control': 'no-store' } }))],
    ['GET /api/fault', () => Promise.reject(new Error('a secret of the database'))],
  ]);
  server = createServer((request, response) => {
    const direct = findDirect(request);
    if (direct) void answerDirectly(request, response, direct);
    else response.end('routed');
  });
  await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  delete held.databourseDirect;
  await new Promise((done) => { server.close(done); });
});

describe('an address that our server answers itself', () => {
  it('is given the request as it came, and its answer goes out whole', async () => {
    const answer = await fetch(`${address}/api/echo?size=6&listingId=a%20b`, { headers: { cookie: 'a=1; b=2', 'sec-gpc': '1' } });
    expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('content-type')]).toEqual([201, 'no-store', 'application/json']);
    expect(await answer.json()).toEqual({ url: 'http://localhost/api/echo?size=6&listingId=a%20b', cookie: 'a=1; b=2', gpc: '1', none: null });
  });

  it('tells nothing of a fault', async () => {
    const answer = await fetch(`${address}/api/fault`);
    expect([answer.status, await answer.text()]).toEqual([500, '']);
  });

  it.each([['POST', '/api/echo'], ['HEAD', '/api/echo'], ['GET', '/api/echo/more'], ['GET', '/api/Echo'], ['GET', '/'], ['GET', '//api/echo']])('is no other: %s %s', async (method, path) => {
    const answer = await fetch(`${address}${path}`, { method });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(method === 'HEAD' ? '' : 'routed');
  });

  it('is none before the exchange has said so', async () => {
    delete held.databourseDirect;
    expect(await (await fetch(`${address}/api/echo`)).text()).toBe('routed');
  });
});

describe('a cookie', () => {
  // The other door reads the same header with Next's own parser: who somebody is must not depend on the door.
  const nextReads = (header: string, name: string) => new RequestCookies(new Headers({ cookie: header })).get(name)?.value;
  it.each([
    ['a=1; session=x.y; b=2', 'session', 'x.y'], ['session=first; session=second', 'session', 'second'], ['session=first; session=%zz', 'session', 'first'], ['my-session=1', 'session', undefined], ['', 'session', undefined], ['session=a%20b', 'session', 'a b'], ['session=%zz', 'session', undefined], ['session=', 'session', ''], ['session=a=b==', 'session', 'a=b=='],
  ])('of %j named %s is %j', (header, name, value) => { expect([readCookie(header, name), nextReads(header, name)]).toEqual([value, value]); });
});
