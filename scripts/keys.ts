import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { listEventsAbout, listKeys, record, requireKeys, succeedKey } from '@/lib/audit';
import { rotateBehaviour } from '@/lib/behaviour';
import { client } from '@/lib/db';
import { env, readAddedKeys, type RotatedKey } from '@/lib/env';
import { countOldIndexes, rotateEmailIndexes } from '@/lib/identity';
import { pseudonymVersion } from '@/lib/shared/pseudonym';
import { countSealed, knownVersions, newestVersion, resealColumns } from '@/lib/vault';
import { failWith } from './refusal-line';
import { useDatabase } from './use-database';

/**
 * `npm run keys -- status` says which versions there are, which of them is written under and what is sealed under which. `rotate encryption` and `rotate blind-index` add a new key to the file of
 * keys (.env) and write everything anew under it, while people go on signing in; killed on the way, the same command goes on. `rotate token` signs links and
 * proofs of notices under a new key and lets what was signed before run out. `rotate audit-signing` has the old key of the log name the new one, which signs
 * from then on. `rotate pseudonym [--lead 15] [--retire]` names people anew: from `lead` seconds on, by when every server must know the key, and what may be changed in batches. Old keys stay in the file: backups, recovery codes and the log need them. Exit code 0 when everything stands under the newest key.
 */
const { positionals: [command, what = ''], values: { lead: leadText, retire: isRetiring } } = parseArgs({ allowPositionals: true, options: { lead: { type: 'string', default: '15' }, retire: { type: 'boolean', default: false } } });
/** An arbitrary number: two rotations at once would each add a version of the same number, and one of the two keys would be lost with everything written under it. */
const rotationLock = 720_260_003;
/** One that was killed a moment ago keeps the lock until the server of the database has noticed. */
const lockPatienceMilliseconds = 10_000;
const lead = Number(leadText);
const roots: Readonly<Record<string, RotatedKey>> = { pseudonym: 'ROOT_PSEUDONYM_KEY', encryption: 'ROOT_ENCRYPTION_KEY', 'blind-index': 'ROOT_BLIND_INDEX_KEY', token: 'ROOT_TOKEN_KEY', 'audit-signing': 'AUDIT_SIGNING_KEY' };
const root = roots[what];
if (!(command === 'status' || (command === 'rotate' && root))) failWith('Usage: npm run keys -- status | rotate encryption | rotate blind-index | rotate token | rotate audit-signing | rotate pseudonym [--lead <seconds>] [--retire]');
if (!Number.isInteger(lead) || lead < 6 || lead > 86_400) failWith('--lead is a number of seconds from 6 to 86400: within it every server takes up the key.');
const fail = (error: unknown): never => failWith(error instanceof Error ? error.message : String(error));
const endDatabase = await useDatabase().catch(fail);
const db = client();
const system = { actor: { kind: 'system' }, now: () => new Date(), requestId: 'keys' } as const;
const isDone = await (root ? rotateAlone(root) : status()).catch(async (error: unknown) => { await endDatabase(); return fail(error); });
await db.$disconnect();
await endDatabase();
process.exit(isDone ? 0 : 1);

async function status(): Promise<boolean> {
  for (const [name, each] of Object.entries(roots)) {
    const [writing, newest] = [await writingVersion(each), newestVersion(each)];
    console.log(`${name}: versions ${knownVersions(each).join(', ')}, writing under ${writing}${newest === writing ? '' : `; ${newest} ${waitsFor(each, newest)}`}`);
  }
  console.table(await countSealed(db));
  console.table((await listKeys({ db })).map(({ version, fromSize, verifierKey }) => ({ 'audit-signing': version, 'signs after row': fromSize, 'public key': verifierKey })));
  return true;
}

/** A version that is known is not always written under yet: pseudonyms wait until every server knows it, the log until the key before has named it. */
async function writingVersion(name: RotatedKey): Promise<number> {
  if (name === 'ROOT_PSEUDONYM_KEY') return pseudonymVersion(Date.now());
  if (name === 'AUDIT_SIGNING_KEY') return (await listKeys({ db })).at(-1)?.version ?? 1;
  return newestVersion(name);
}

function waitsFor(name: RotatedKey, version: number): string {
  const since = name === 'ROOT_PSEUDONYM_KEY' ? env().pseudonymKeySince.get(version) : undefined;
  return since === undefined ? 'is not named by the one before it yet: rotate again to go on' : `from ${new Date(since).toISOString()} on`;
}

async function takeRotationLock(lock: pg.Client): Promise<boolean> {
  for (const until = Date.now() + lockPatienceMilliseconds; ;) {
    const { rows } = await lock.query<{ isMine: boolean }>('select pg_try_advisory_lock($1) as "isMine"', [rotationLock]);
    if (rows[0]?.isMine === true) return true;
    if (Date.now() > until) return false;
    await wait(250);
  }
}

async function rotateAlone(name: RotatedKey): Promise<boolean> {
  const lock = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await lock.connect();
  try {
    if (!(await takeRotationLock(lock))) throw new Error('Another rotation is under way on this database: wait until it has ended.');
    await requireKeys(db);
    return await rotate(name);
  } finally {
    await lock.end();
  }
}

async function rotate(name: RotatedKey): Promise<boolean> {
  if (name === 'ROOT_TOKEN_KEY') return rotateTokens(name);
  if (name === 'AUDIT_SIGNING_KEY') return rotateSigning(name);
  if (name === 'ROOT_PSEUDONYM_KEY') return rotatePseudonyms(name);
  const batchSize = Number(process.env.KEYS_BATCH ?? 200);
  const onBatch = (done: number) => { if (process.stdout.isTTY) process.stdout.write(`\r  ${done} written`); else console.log(`${done} written`); };
  const pass = () => (name === 'ROOT_ENCRYPTION_KEY' ? resealColumns(db, { batchSize, onBatch }) : rotateEmailIndexes(db, { batchSize, onBatch }));
  if (await isCurrent(name)) await addKey(name, newestVersion(name) + 1);
  else console.log(`Going on with version ${newestVersion(name)}.`);
  const first = await pass();
  // Servers look for new keys every five seconds: what they wrote under the old one meanwhile is met by this pass.
  await wait(6_000);
  let second = await pass();
  // A row that somebody had in hand at both passes was left to her: nothing is done before nothing is left.
  for (let turn = 0; turn < 30 && second.unreadable === 0 && !(await isCurrent(name)); turn += 1) {
    await wait(1_000);
    const more = await pass();
    second = { resealed: second.resealed + more.resealed, unreadable: more.unreadable };
  }
  await record(db, system, { action: 'keys.rotated', objectType: 'key', objectId: name, detail: { version: newestVersion(name), written: first.resealed + second.resealed, unreadable: second.unreadable } });
  console.log(`\n${first.resealed + second.resealed} written under version ${newestVersion(name)}${second.unreadable > 0 ? `; ${second.unreadable} could not be opened under any known key` : ''}.`);
  return second.unreadable === 0 && (await isCurrent(name));
}

/** Nothing is stored that would have to be written anew but recovery codes, which no key can open: each is known under the key it was written with, until its owner makes new ones. */
async function rotateTokens(name: RotatedKey): Promise<boolean> {
  const version = newestVersion(name) + 1;
  await addKey(name, version, { since: new Date() });
  await record(db, system, { action: 'keys.rotated', objectType: 'key', objectId: name, detail: { version } });
  console.log(`New links and proofs are signed under version ${version}. What the one before signed until a minute from now runs out by itself: a download link in ten minutes, the proof of a notice in a day.`);
  return true;
}

/**
 * The new version is in force only after the lead, by when every server knows it: none may look for what another wrote under a key it has never seen. A rotation that
 * was begun and not ended, which its rows in the log tell, goes on.
 */
async function rotatePseudonyms(name: RotatedKey): Promise<boolean> {
  const batchSize = Number(process.env.KEYS_BATCH ?? 200);
  const newest = newestVersion(name);
  const isSaid = async (action: 'keys.added' | 'keys.rotated') => (await listEventsAbout(db, { action, objectIds: [name], take: 1_000 })).some(({ detail }) => detail.version === newest);
  const isBegun = (await isSaid('keys.added')) && !(await isSaid('keys.rotated'));
  // Begun without --retire it stays without: a leaked key wants another one, which takes over what is left to be written, too.
  if (isBegun && (!isRetiring || env().pseudonymRetiring?.version === newest)) console.log(`Going on with version ${newest}.`);
  else await addKey(name, newest + 1, { since: new Date(Date.now() + lead * 1_000), isRetiring });
  const version = newestVersion(name);
  const since = env().pseudonymKeySince.get(version) ?? 0;
  console.log(`Version ${version} is written under from ${new Date(since).toISOString()} on. ${env().pseudonymRetiring?.version === version
    ? 'Those before it are retired as leaked: each seller sees other pseudonyms of the same buyers from then on, and counts repeat purchases anew.'
    : 'Sellers go on seeing the pseudonym that each of their buyers began with.'}`);
  // Whatever began before has ended then, and this process writes under the new version, too.
  await wait(Math.max(0, since - Date.now()) + 2_000);
  let moved = 0;
  for (let turn = 0, last = -1; turn < 30 && last !== 0; turn += 1) {
    last = await rotateBehaviour(db, { at: new Date(), batchSize, onBatch: (done) => { console.log(`${moved + done} written`); } });
    moved += last;
  }
  await record(db, system, { action: 'keys.rotated', objectType: 'key', objectId: name, detail: { version, written: moved } });
  console.log(`${moved} rows now name people under version ${version}. The log, consents and notices shown keep what they were written with and are found under every version.`);
  return true;
}

/** Killed between the two steps, the same command goes on: the key that was added is not signing yet. */
async function rotateSigning(name: RotatedKey): Promise<boolean> {
  const signing = (await listKeys({ db })).at(-1)?.version ?? 1;
  if (newestVersion(name) === signing) await addKey(name, signing + 1);
  else console.log(`Going on with version ${newestVersion(name)}.`);
  const done = await succeedKey({ db, ...system }, { version: newestVersion(name) });
  const key = (await listKeys({ db })).at(-1);
  console.log(`${key?.verifierKey ?? ''} signs what comes after row ${done?.fromSize ?? key?.fromSize ?? 0}. Publish it where you publish the first one.`);
  return true;
}

/** Nothing is left under an older version: a rotation that was begun has ended. */
async function isCurrent(name: RotatedKey): Promise<boolean> {
  const newest = newestVersion(name);
  // Of somebody erased the word stands in the place of a sealed text.
  if (name === 'ROOT_ENCRYPTION_KEY') return (await countSealed(db)).every(({ version }) => version === `v${newest}` || !/^v\d+$/.test(version));
  return (await countOldIndexes(db)) === 0;
}

/** At the end of the file, whole or not at all. */
async function addKey(name: RotatedKey, version: number, { since, isRetiring = false }: { readonly since?: Date; readonly isRetiring?: boolean } = {}): Promise<void> {
  const { KEYS_FILE: path } = env();
  const before = existsSync(path) ? await readFile(path, 'utf8') : '';
  await writeFile(`${path}.new`, `${before.replace(/\n?$/, '\n')}${name}_${version}=${randomBytes(32).toString('base64')}\n${since === undefined ? '' : `${name}_${version}_SINCE=${since.toISOString()}\n`}${isRetiring ? `${name}_${version}_RETIRES=yes\n` : ''}`, { mode: 0o600 });
  await rename(`${path}.new`, path);
  await chmod(path, 0o600);
  readAddedKeys();
  if (newestVersion(name) !== version) throw new Error(`${name}_${version} was written to ${path} but is not known: is a version before it missing?`);
  // The log's own key is named by the note of the one before it.
  if (name !== 'AUDIT_SIGNING_KEY') await record(db, system, { action: 'keys.added', objectType: 'key', objectId: name, detail: { version } });
  console.log(`Added ${name}_${version} to ${path}.`);
}
