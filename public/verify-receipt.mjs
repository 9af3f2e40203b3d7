#!/usr/bin/env node
// Checks a receipt of an exchange's audit log, offline and without any package: node verify-receipt.mjs RECEIPT.json [VERIFIER-KEY]
// The receipt holds an event, its path in a Merkle tree (RFC 6962) and a signed checkpoint (C2SP tlog-checkpoint). With a verifier key that you kept
// from elsewhere, it also says that the receipt is of that very exchange; where that key was followed by others since, the receipt holds the notes by which each
// names the next, and they are checked from yours on. Exit code 0: it holds. 1: it does not. 2: it can't be read.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [file, pinned] = process.argv.slice(2);
const stop = (code, sentence) => { (code === 0 ? console.log : console.error)(sentence); process.exit(code); };
if (!file) stop(2, 'Usage: node verify-receipt.mjs RECEIPT.json [VERIFIER-KEY]');
let receipt;
try {
  receipt = JSON.parse(readFileSync(file, 'utf8'));
} catch {
  stop(2, 'The receipt can not be read.');
}
// A consent receipt carries its record beside the proof; everything else is the proof itself.
const consent = receipt?.record === undefined ? null : receipt;
if (consent) receipt = consent.inclusion;
const { leaf, index, size, path, checkpoint, verifierKey } = receipt ?? {};
if (receipt?.version !== 1 || typeof leaf !== 'string' || !Number.isSafeInteger(index) || !Number.isSafeInteger(size) || !Array.isArray(path) || typeof checkpoint !== 'string' || typeof verifierKey !== 'string') stop(2, 'This is no receipt.');
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const node = (left, right) => sha256('\x01', left, right);

/** RFC 9162 2.1.3.2 */
function rootByPath() {
  if (index < 0 || index >= size) return null;
  let [place, last, hash] = [index, size - 1, sha256('\0', leaf)];
  for (const text of path) {
    const sibling = Buffer.from(String(text), 'base64');
    if (last === 0 || sibling.length !== 32) return null;
    if (place % 2 === 1 || place === last) {
      hash = node(sibling, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
    } else {
      hash = node(hash, sibling);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : null;
}

/** Whether the key that was kept is this one, or named the one that named it, and so on. Each names its next at a length that this log had passed. */
function leadsTo(wanted) {
  if (pinned.trim() === verifierKey) return true;
  const kept = /^(.+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(pinned.trim());
  let current = kept && Buffer.from(kept[3], 'base64').subarray(1);
  if (current?.length !== 32) return false;
  for (const text of Array.isArray(receipt.keys) ? receipt.keys : []) {
    const [, title, from, next, signer, encoded] = /^([^\n]+\/key)\n(\d{1,15})\n([A-Za-z0-9+/]{43}=)\n\n\u2014 ([^\n ]+) ([A-Za-z0-9+/=]+)\n$/.exec(String(text)) ?? [];
    if (title === undefined || signer !== title) return false;
    const by = Buffer.from(encoded, 'base64');
    const isByCurrent = by.length === 68 && by.subarray(0, 4).equals(sha256(`${signer}\n`, Buffer.from([1]), current).subarray(0, 4))
      && verify(null, Buffer.from(`${title}\n${from}\n${next}\n`), createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), current]), format: 'der', type: 'spki' }), by.subarray(4));
    // Notes of before the key that was kept are passed over.
    if (isByCurrent && Number(from) < size) current = Buffer.from(next, 'base64');
  }
  return current.equals(wanted);
}

const key = /^(.+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(verifierKey);
const note = /^([^\n]+)\n(\d{1,15})\n([A-Za-z0-9+/]{43}=)\n\n\u2014 ([^\n ]+) ([A-Za-z0-9+/=]+)\n$/.exec(checkpoint);
if (!key || !note) stop(1, 'The checkpoint or the key of this receipt is damaged.');
const [, name, id, keyText] = key;
const [, origin, signedSize, signedRoot, signer, signatureText] = note;
const [keyBytes, signature] = [Buffer.from(keyText, 'base64'), Buffer.from(signatureText, 'base64')];
const publicKey = keyBytes.subarray(1);
if (keyBytes.length !== 33 || keyBytes[0] !== 1 || sha256(`${name}\n`, Buffer.from([1]), publicKey).subarray(0, 4).toString('hex') !== id) stop(1, 'The key of this receipt is damaged.');
if (signer !== origin || name !== origin || signature.length !== 68 || signature.subarray(0, 4).toString('hex') !== id) stop(1, 'The checkpoint was signed by another key.');
const ed25519 = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]), format: 'der', type: 'spki' });
if (!verify(null, Buffer.from(`${origin}\n${signedSize}\n${signedRoot}\n`), ed25519, signature.subarray(4))) stop(1, 'The signature of the checkpoint does not hold.');
if (pinned !== undefined && !leadsTo(publicKey)) stop(1, 'This receipt names another key than the one you kept.');
if (Number(signedSize) !== size || rootByPath()?.toString('base64') !== signedRoot) stop(1, 'The event is not in the log that was signed.');
let event;
try {
  event = JSON.parse(leaf);
} catch {
  stop(1, 'The event of this receipt is damaged.');
}
if (consent) {
  const canonical = (value) => Array.isArray(value) ? `[${value.map(canonical).join(',')}]` : typeof value !== 'object' || value === null ? JSON.stringify(value) : `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
  const body = canonical(consent.record);
  if (consent.verifierKey !== verifierKey || !verify(null, Buffer.from(body), ed25519, Buffer.from(String(consent.signature), 'base64'))) stop(1, 'The signature of the consent record does not hold.');
  if (event.detail?.recordSha256 !== sha256(body).toString('hex')) stop(1, 'The log does not hold this consent record.');
}
stop(0, `It holds: event ${event.seq} (${event.action} ${event.objectType} ${event.objectId}, ${event.at}) is in the log of ${origin}, of ${size} events, as signed by ${verifierKey}.${pinned === undefined ? '\nCompare that key with one you got elsewhere, or give it as the second argument.' : ''}`);
