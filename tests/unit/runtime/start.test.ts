import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isNodeSupported, requireRoom } from '@/scripts/start/checks.mjs';
import { completeEnvFile, secretNames } from '@/scripts/start/env-file.mjs';
import { freePort } from '@/scripts/start/ports.mjs';
import { sourceHash } from '@/scripts/start/source-hash.mjs';
import { takeStartLock } from '@/scripts/start/start-lock.mjs';

let folder = '';
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'databourse-unit-')); });
afterEach(async () => { await rm(folder, { recursive: true, force: true }); });

describe('the Node version', () => {
  it.each([['20.19.0', true], ['20.20.2', true], ['22.12.0', true], ['24.0.0', true], ['26.1.0', true], ['18.20.0', false], ['20.18.3', false], ['21.7.0', false], ['22.11.0', false], ['23.5.0', false]])('%s is supported: %s', (version, isSupported) => {
    expect(isNodeSupported(version)).toBe(isSupported);
  });
});

describe('the room on the disk', () => {
  it('is refused in one sentence when there is too little', async () => {
    await requireRoom(folder, 1);
    await expect(requireRoom(folder, 1e18)).rejects.toThrow(/Not enough disk space: .* GB are needed/);
  });
});

describe('the secrets', () => {
  it('are made once, all different, readable by the owner alone', async () => {
    const path = join(folder, '.env');
    expect(await completeEnvFile(path, {})).toEqual(secretNames);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const first = await readFile(path, 'utf8');
    const values = secretNames.map((name) => new RegExp(`^${name}=(.+)$`, 'm').exec(first)?.[1] ?? '');
    expect(new Set(values).size).toBe(secretNames.length);
    for (const value of values) expect(Buffer.from(value, 'base64')).toHaveLength(32);
    expect(await completeEnvFile(path, {})).toEqual([]);
    expect(await readFile(path, 'utf8')).toBe(first);
  });

  it('that are there, in the file or in the environment, stay as they are', async () => {
    const path = join(folder, '.env');
    await writeFile(path, 'ROOT_TOKEN_KEY=mine\nMARKET_CURRENCY=USD');
    const added = await completeEnvFile(path, { NEXTAUTH_SECRET: 'from outside' });
    expect(added).not.toContain('ROOT_TOKEN_KEY');
    expect(added).not.toContain('NEXTAUTH_SECRET');
    const text = await readFile(path, 'utf8');
    expect(text).toMatch(/^ROOT_TOKEN_KEY=mine\nMARKET_CURRENCY=USD\nROOT_PSEUDONYM_KEY=/);
  });
});

describe('the port', () => {
  it('is the next free one when the wanted one is taken', async () => {
    const taken = createServer();
    const port = await new Promise<number>((done) => { taken.listen(0, () => { const address = taken.address(); done(typeof address === 'object' && address ? address.port : 0); }); });
    expect(await freePort(port)).toBeGreaterThan(port);
    await new Promise((done) => { taken.close(done); });
    expect(await freePort(port)).toBe(port);
  });
});

describe('the lock of a state folder', () => {
  it('is taken over from a process that is gone, or that is something else by now', () => {
    const path = join(folder, 'start.lock');
    const give = takeStartLock(path);
    // This very process is alive, but no starter.
    takeStartLock(path)();
    give();
  });

  it.each(['', '0', '999999999', 'garbage'])('is taken over when it says "%s"', async (text) => {
    const path = join(folder, 'start.lock');
    await writeFile(path, text);
    takeStartLock(path)();
  });
});

describe('the hash of the sources', () => {
  it('changes with a byte, a name and the Node version, and with nothing else', async () => {
    await writeFile(join(folder, 'a.ts'), 'one');
    const first = await sourceHash(folder, ['a.ts', 'missing'], ['20']);
    expect(await sourceHash(folder, ['a.ts', 'missing'], ['20'])).toBe(first);
    expect(await sourceHash(folder, ['a.ts'], ['24'])).not.toBe(first);
    await writeFile(join(folder, 'a.ts'), 'two');
    expect(await sourceHash(folder, ['a.ts', 'missing'], ['20'])).not.toBe(first);
  });
});
