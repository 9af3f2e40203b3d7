import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { isIPv6 } from 'node:net';

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
  const requestId = randomUUID();
  const nonce = randomBytes(16).toString('base64');
  const [path = '/'] = (request.url ?? '/').split('?');
  request.headers['x-request-id'] = requestId;
  request.headers['x-client-address'] = address;
  request.headers['x-request-path'] = request.url ?? '/';
  // Next writes this nonce into the scripts of a page it renders for this request. A cached page has none.
  request.headers['content-security-policy'] = `script-src 'nonce-${nonce}'`;
  for (const [name, value] of Object.entries(always)) response.setHeader(name, value);
  response.setHeader('x-request-id', requestId);
  if (path.startsWith('/api/') || path.startsWith('/.well-known/')) {
    response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox");
    if (path.startsWith('/api/')) response.setHeader('cache-control', 'no-store');
    return;
  }
  if (path.startsWith('/_next/') || /\.[a-z0-9]+$/i.test(path)) {
    response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    return;
  }
  writePolicyWithBody(request, response, nonce);
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

function policy(scripts) {
  return [
    "default-src 'self'", `script-src ${scripts}${isDevelopment ? " 'unsafe-eval'" : ''}`, `style-src 'self'${isDevelopment ? " 'unsafe-inline'" : ''}`, "style-src-attr 'unsafe-inline'", "img-src 'self' data:",
    "font-src 'self'", "connect-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "manifest-src 'self'", "worker-src 'self'",
  ].join('; ');
}

/**
 * A page rendered for this request names its scripts by nonce. A cached page was rendered for nobody in particular: its inline
 * scripts are named by the hash of what they say, so that it needs neither a nonce nor 'unsafe-inline'. Which of the two it is,
 * is known when the headers are about to go, so a cached page is held until its end (it comes in one piece anyway). Its one hash
 * is also its ETag: Next's own would read the page a second time, slowly.
 */
function writePolicyWithBody(request, response, nonce) {
  const original = { writeHead: response.writeHead, write: response.write, end: response.end };
  const pieces = [];
  let isHeld = null;
  const decide = () => {
    if (isHeld !== null) return isHeld;
    const isHtml = String(response.getHeader('content-type') ?? '').startsWith('text/html');
    isHeld = isHtml && isCached(response);
    if (!isHeld) response.setHeader('content-security-policy', isHtml ? policy(`'self' 'nonce-${nonce}'`) : policy("'self'"));
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
    // Kept by whoever wants to, shown only after asking whether it is still so: a price that changed is never shown as it was.
    response.setHeader('cache-control', 'no-cache');
    if (request.method !== 'HEAD') response.setHeader('etag', `W/"${digest}"`);
    if (response.statusCode === 200 && (request.headers['if-none-match'] ?? '').includes(digest)) {
      // "Not modified" repeats nothing: the policy that came with the page it confirms stays in force.
      response.statusCode = 304;
      for (const name of ['content-length', 'content-type']) response.removeHeader(name);
      return original.end.call(response, typeof encoding === 'function' ? encoding : done);
    }
    response.setHeader('content-security-policy', policy(`'self' ${inlineHashes(digest, body)}`.trim()));
    return original.end.call(response, body, typeof encoding === 'function' ? encoding : done);
  };
}

function isCached(response) {
  return response.getHeader('x-nextjs-prerender') !== undefined || response.getHeader('x-nextjs-cache') !== undefined;
}

function toBuffer(chunk, encoding) {
  return typeof chunk === 'string' ? Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8') : Buffer.from(chunk);
}

/** Hashes of pages seen before, by the hash of the page. */
const known = new Map();

function inlineHashes(key, body) {
  const found = known.get(key);
  if (found !== undefined) return found;
  const hashes = new Set();
  for (const [, attributes, script] of body.toString('utf8').matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)) {
    if (script !== '' && !/\bsrc=/.test(attributes) && !/type="application\/(ld\+)?json"/.test(attributes)) hashes.add(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  }
  const text = [...hashes].join(' ');
  if (known.size >= 2_000) known.delete(known.keys().next().value);
  known.set(key, text);
  return text;
}
