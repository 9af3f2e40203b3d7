import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { allowedMethods } from './allowed-methods.mjs';

const publicUrl = process.env.NEXTAUTH_URL ?? 'http://localhost:3000';
const isHttps = publicUrl.startsWith('https://');
const isDevelopment = process.env.NODE_ENV === 'development';
/** How many proxies in front of us write X-Forwarded-For. None: what it says is a client's claim and is thrown away. */
const trustedProxies = Number(process.env.TRUSTED_PROXIES ?? 0);

const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  'x-frame-options': 'DENY',
  ...(isHttps ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
};

/** Set by us or by Next from what we set: a client that sends them is not believed. */
const ours = ['x-request-id', 'x-request-path', 'x-client-address', 'content-security-policy', 'content-security-policy-report-only', 'x-nonce', 'x-middleware-subrequest', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded'];

/**
 * Prepares a request and the headers of its answer.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export function secure(request, response) {
  const address = clientAddress(request);
  for (const name of ours) delete request.headers[name];
  if (trustedProxies === 0) delete request.headers['x-forwarded-for'];
  request.url = readableUrl(request.url ?? '/');
  const requestId = randomUUID();
  const [path = '/'] = (request.url ?? '/').split('?');
  request.headers['x-request-id'] = requestId;
  request.headers['x-client-address'] = address;
  request.headers['x-request-path'] = request.url ?? '/';
  for (const [name, value] of Object.entries(always)) response.setHeader(name, value);
  response.setHeader('x-request-id', requestId);
  if (path.startsWith('/api/') || path.startsWith('/.well-known/')) {
    response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox");
    if (path.startsWith('/api/')) response.setHeader('cache-control', 'no-store');
    explainMethod(response, { requestId, path });
    return;
  }
  if (path.startsWith('/_next/') || /\.[a-z0-9]+$/i.test(path)) {
    response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    return;
  }
  const nonce = randomBytes(16).toString('base64');
  // Next writes this nonce into the scripts of a page it renders for this request. A cached page has none.
  request.headers['content-security-policy'] = `script-src 'nonce-${nonce}'`;
  writePolicyWithBody(request, response, nonce);
}

/**
 * Whether a change is sent to a page (a server action) from somewhere that is not ours, or from nowhere at all: Fetch Metadata says so, or else Origin does. The actions ask the same
 * once more; Next itself answers a foreign Origin with a fault. Routes of the API answer for themselves.
 */
export function isForeignChange({ method = 'GET', url = '/', headers }) {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method) || url.startsWith('/api/')) return false;
  const { 'sec-fetch-site': site, origin } = headers;
  return site === undefined ? origin !== new URL(publicUrl).origin : site !== 'same-origin' && site !== 'none';
}

/** Answers such a change like the routes do. */
export function refuseForeign(response) {
  response.statusCode = 403;
  response.setHeader('content-type', 'application/problem+json');
  response.end(JSON.stringify({ type: 'about:blank', status: 403, title: 'Forbidden', code: 'cross-origin', requestId: response.getHeader('x-request-id') }));
}

/**
 * An address that nobody can read (broken percent signs, bytes that are no text) or that holds a zero character, which no database takes: it is not there, and is answered
 * like any other that is not there instead of as a fault of ours.
 */
export function readableUrl(url) {
  const [path = '/'] = url.split('?');
  try {
    if (!decodeURIComponent(path).includes('\0')) return url;
  } catch {
    // Not to be read.
  }
  return path.startsWith('/api/') ? '/api/-' : path.startsWith('/zh') ? '/zh/-' : '/en/-';
}

/** Next answers a verb that a route doesn't have with a bare 405: a program gets a problem (RFC 9457) as for every other refusal. */
function explainMethod(response, { requestId, path }) {
  const end = response.end;
  response.end = (...args) => {
    if (response.statusCode !== 405 || response.headersSent || (args[0] !== undefined && args[0] !== null && typeof args[0] !== 'function')) return end.apply(response, args);
    response.setHeader('content-type', 'application/problem+json');
    const allowed = allowedMethods(path);
    if (allowed !== null) response.setHeader('allow', allowed);
    response.removeHeader('content-length');
    return end.call(response, JSON.stringify({ type: 'about:blank', status: 405, title: 'Method Not Allowed', code: 'method-not-allowed', requestId }));
  };
}

/** The address rate limits count by: the connection's, or what the last trusted proxy wrote. IPv6 by its /64, which one person has whole. */
function clientAddress(request) {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',').map((part) => part.trim()).filter(Boolean);
  const address = (trustedProxies > 0 ? forwarded.at(-trustedProxies) : undefined) ?? request.socket.remoteAddress ?? 'unknown';
  const plain = address.replace(/^::ffff:/, '');
  return isIPv6(plain) ? networkOf(plain) : plain;
}

/** The first four groups of an IPv6 address, written out: `2001:db8::1` and `2001:db8:0:0::2` are one network. */
export function networkOf(address) {
  const [head = '', tail] = address.split('%')[0].toLowerCase().split('::');
  const groups = (text) => (text ? text.split(':') : []);
  const [left, right] = [groups(head), groups(tail)];
  const filled = tail === undefined ? left : [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0'), ...right];
  return `${filled.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

function pagePolicy(nonce) {
  return policy(`'nonce-${nonce}' 'strict-dynamic' 'self'`);
}

function policy(scripts) {
  return [
    "default-src 'self'", `script-src ${scripts}${isDevelopment ? " 'unsafe-eval'" : ''}`, `style-src 'self'${isDevelopment ? " 'unsafe-inline'" : ''}`, "style-src-attr 'unsafe-inline'", "img-src 'self' data:",
    "font-src 'self'", "connect-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "manifest-src 'self'", "worker-src 'self'",
  ].join('; ');
}

/**
 * Every page names its scripts by a nonce of this one answer, and whatever those load is trusted through them ('strict-dynamic'; 'self' is for browsers that don't
 * know it). Next writes the nonce into a page it renders for this request. A cached page was rendered for nobody in particular: it is held until its end (it comes
 * in one piece anyway) and the nonce is written into it then. Its one hash, without the nonce, is its ETag: Next's own would read the page a second time, slowly.
 */
function writePolicyWithBody(request, response, nonce) {
  const original = { writeHead: response.writeHead, write: response.write, end: response.end };
  const pieces = [];
  let isHeld = null;
  // Whoever asks for the head alone learns what the page itself would say (its status, its ETag): it is made whole, and Node sends no body to a HEAD.
  const { method } = request;
  if (method === 'HEAD') request.method = 'GET';
  const decide = () => {
    request.method = method;
    if (isHeld !== null) return isHeld;
    const isHtml = String(response.getHeader('content-type') ?? '').startsWith('text/html');
    isHeld = isHtml && isCached(response);
    if (!isHeld) response.setHeader('content-security-policy', isHtml ? pagePolicy(nonce) : policy("'self'"));
    return isHeld;
  };
  response.writeHead = (status, ...rest) => {
    const headers = rest.find((part) => typeof part === 'object' && part !== null);
    if (Array.isArray(headers)) for (let index = 0; index < headers.length; index += 2) response.setHeader(headers[index], headers[index + 1]);
    else for (const [name, value] of Object.entries(headers ?? {})) if (value !== undefined) response.setHeader(name, value);
    response.statusCode = status;
    decide();
    return isHeld ? response : original.writeHead.call(response, status);
  };
  response.write = (chunk, encoding, done) => {
    if (!decide()) return original.write.call(response, chunk, encoding, done);
    pieces.push(toBuffer(chunk, encoding));
    const callback = typeof encoding === 'function' ? encoding : done;
    if (callback) process.nextTick(callback);
    return true;
  };
  response.end = (chunk, encoding, done) => {
    if (typeof chunk === 'function') return original.end.call(response, chunk);
    if (!decide()) return original.end.call(response, chunk, encoding, done);
    if (chunk) pieces.push(toBuffer(chunk, encoding));
    const body = Buffer.concat(pieces);
    // What writes the headers now is the layer below, which asks for them by this very method.
    response.writeHead = original.writeHead;
    const digest = createHash('sha1').update(body).digest('base64url');
    // Kept by its reader's browser alone, for the nonce is hers, and shown only after asking whether it is still so: a price that changed is never shown as it was.
    response.setHeader('cache-control', 'private, no-cache');
    response.setHeader('etag', `W/"${digest}"`);
    const { status } = factsOf(digest, body);
    if (status !== null) response.statusCode = status;
    if (response.statusCode === 200 && (request.headers['if-none-match'] ?? '').includes(digest)) {
      // "Not modified" repeats nothing: the policy that came with the page it confirms stays in force.
      response.statusCode = 304;
      for (const name of ['content-length', 'content-type']) response.removeHeader(name);
      return original.end.call(response, typeof encoding === 'function' ? encoding : done);
    }
    response.setHeader('content-security-policy', pagePolicy(nonce));
    const named = withNonce(digest, body, nonce);
    if (response.getHeader('content-length') !== undefined) response.setHeader('content-length', named.length);
    return original.end.call(response, named, typeof encoding === 'function' ? encoding : done);
  };
}

function isCached(response) {
  return response.getHeader('x-nextjs-prerender') !== undefined || response.getHeader('x-nextjs-cache') !== undefined;
}

function toBuffer(chunk, encoding) {
  return typeof chunk === 'string' ? Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8') : Buffer.from(chunk);
}

/** What is to know of a page seen before, by its hash: the status it wants, and where it is changed (places, not pages). */
const known = new Map();

/** How a page says that what stood here is gone for good (app/_ui/gone.tsx): a page of Next has no say over its status. Text of a page never holds such a tag. */
const saysGone = '<meta name="http-status" content="410"';

/** What a page runs or loads early as a script; text of a page never holds such a tag, its `<` is escaped. */
const scriptTag = /<script(?=[\s>])|<link(?=[^>]*\srel="(?:modulepreload|preload)")(?=[^>]*\s(?:as="script"|rel="modulepreload"))/g;
/** Of whoever the page was rendered for first. A browser trusts no tag that has two of them. */
const formerNonce = / nonce="[A-Za-z0-9+/=]*"/g;

/** @returns {{ status: number | null, edits: { from: number, to: number }[] }} */
export function factsOf(key, body) {
  const seen = known.get(key);
  if (seen !== undefined) return seen;
  // Latin-1: one character a byte, so that places in the text are places in the buffer.
  const text = body.toString('latin1');
  const added = [...text.matchAll(scriptTag)].map((match) => ({ from: match.index + match[0].length, to: match.index + match[0].length }));
  const removed = [...text.matchAll(formerNonce)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
  const edits = [...added, ...removed].sort((one, other) => one.from - other.from || one.to - other.to);
  const facts = { status: text.includes(saysGone) ? 410 : null, edits };
  if (known.size >= 2_000) known.delete(known.keys().next().value);
  known.set(key, facts);
  return facts;
}

/** The page with this nonce, and no other, in every tag of a script. */
export function withNonce(key, body, nonce) {
  const { edits } = factsOf(key, body);
  const attribute = Buffer.from(` nonce="${nonce}"`);
  const pieces = [];
  let at = 0;
  for (const { from, to } of edits) {
    pieces.push(body.subarray(at, from));
    if (from === to) pieces.push(attribute);
    at = to;
  }
  return Buffer.concat([...pieces, body.subarray(at)]);
}
