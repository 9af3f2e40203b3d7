import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import S3rver from 's3rver';
import { afterAll, describe, expect, it } from 'vitest';
import { localStorage, s3Storage, type Storage } from '@/lib/storage';

const folder = await mkdtemp(join(tmpdir(), 'databourse-s3-'));
const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: join(folder, 'server'), configureBuckets: [{ name: 'databourse', configs: [] }] });
const { port } = await server.run();
afterAll(async () => { await server.close(); await rm(folder, { recursive: true, force: true }); });

let count = 0;
const bucket = (cacheMaxBytes = 1_000_000, endpoint = `http://127.0.0.1:${port}`): Storage => s3Storage({ bucket: 'databourse', region: 'us-east-1', endpoint, accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', cacheFolder: join(folder, `cache-${count += 1}`), cacheMaxBytes });
const shaOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const put = (store: Storage, bytes: Buffer) => store.write(Readable.from([bytes]), { maxBytes: 10_000_000 });

it('A6 a text that is kept beside the objects lies in the bucket under its name, can be read by anybody who may read the bucket, and is no object that a sweep would find', async () => {
  const store = bucket();
  await store.keepText('audit-checkpoints/000000000003.txt', 'signed\n');
  await store.keepText('audit-checkpoints/000000000003.txt', 'signed of a past that was written anew\n');
  const files = await readdir(join(folder, 'server', 'databourse'), { recursive: true });
  const [name] = files.filter((each) => /000000000003\.txt._S3rver_object$/.test(each));
  expect(await readFile(join(folder, 'server', 'databourse', name ?? ''), 'utf8')).toBe('signed\n');
  expect((await store.list()).some((each) => each.includes('000000000003'))).toBe(false);
});

describe.each([['a folder', () => localStorage(join(folder, `local-${count += 1}`))], ['a bucket', () => bucket()]])('%s as object store', (_, open) => {
  it('gives the exact bytes back, whole, by range and as a file, and knows what is not there', async () => {
    const store = open();
    const bytes = randomBytes(300_000);
    const sha256 = shaOf(bytes);
    expect(await store.exists(sha256)).toBe(false);
    expect(await store.sizeOf(sha256)).toBeNull();
    expect(await put(store, bytes)).toEqual({ ok: true, value: { sha256, byteSize: 300_000 } });
    expect(await store.sizeOf(sha256)).toBe(300_000);
    expect((await buffer(await store.openRead(sha256))).equals(bytes)).toBe(true);
    expect((await buffer(await store.openRead(sha256, { start: 10, end: 19 }))).equals(bytes.subarray(10, 20))).toBe(true);
    expect((await readFile(await store.localPath(sha256))).equals(bytes)).toBe(true);
    expect(await put(store, bytes)).toMatchObject({ ok: true });
    expect((await store.list()).filter((name) => name === sha256)).toHaveLength(1);
    expect(await store.list({ olderThanMilliseconds: 3_600_000 })).not.toContain(sha256);
    await store.remove(sha256);
    expect(await store.exists(sha256)).toBe(false);
    await expect(store.openRead(sha256)).rejects.toThrow();
  });

  it('D8: holds sealed bytes as ciphertext, reads them as before, and opens a file only where somebody removes it', async () => {
    const store = open();
    const bytes = randomBytes(200_000);
    const sha256 = shaOf(bytes);
    await put(store, bytes);
    await store.seal(sha256);
    expect([await store.exists(sha256), await store.sizeOf(sha256)]).toEqual([true, 200_000]);
    expect((await buffer(await store.openRead(sha256))).equals(bytes)).toBe(true);
    expect((await buffer(await store.openRead(sha256, { start: 65_530, end: 131_080 }))).equals(bytes.subarray(65_530, 131_081))).toBe(true);
    await expect(store.localPath(sha256)).rejects.toThrow('Sealed bytes');
    expect((await readFile(await store.localPath(sha256, folder))).equals(bytes)).toBe(true);
    await rm(join(folder, `opened-${sha256}`));
    const lying = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of lying.filter((one) => one.isFile())) expect((await readFile(join(entry.parentPath, entry.name))).includes(bytes.subarray(1_000, 1_032))).toBe(false);
    expect((await store.list()).filter((name) => name === sha256)).toHaveLength(1);
    await store.remove(sha256);
    expect(await store.exists(sha256)).toBe(false);
  });

  it('takes nothing of what is too large or breaks off', async () => {
    const store = open();
    const before = await store.list();
    expect(await store.write(Readable.from([randomBytes(200)]), { maxBytes: 100 })).toMatchObject({ ok: false, refusal: { code: 'file-too-large' } });
    const broken = new Readable({ read() { this.push(randomBytes(50)); this.destroy(new Error('gone')); } });
    expect(await store.write(broken, { maxBytes: 1_000 })).toMatchObject({ ok: false, refusal: { code: 'upload-interrupted' } });
    expect(await store.list()).toEqual(before);
  });
});

describe('a bucket', () => {
  it('is sealed by a machine that never wrote to it, and who had a copy drops it', async () => {
    const [writer, other] = [bucket(), bucket()];
    const bytes = randomBytes(1_000);
    const sha256 = shaOf(bytes);
    await put(writer, bytes);
    const kept = await writer.localPath(sha256);
    await other.seal(sha256);
    expect((await buffer(await other.openRead(sha256))).equals(bytes)).toBe(true);
    await expect(writer.localPath(sha256)).rejects.toThrow('Sealed bytes');
    await expect(readFile(kept)).rejects.toThrow();
    // Of the open bytes that were being sealed nothing is left where only a sweep would find it.
    expect((await readdir(join(kept, '../../../..'), { recursive: true })).filter((name) => name.includes('seal-'))).toEqual([]);
    await writer.remove(sha256);
  });

  it('is read by another machine, whose cache starts empty and stays small', async () => {
    const [here, there] = [bucket(), bucket(250_000)];
    const files = [randomBytes(100_000), randomBytes(100_001), randomBytes(100_002)];
    for (const bytes of files) await put(here, bytes);
    for (const bytes of files) expect((await readFile(await there.localPath(shaOf(bytes)))).equals(bytes)).toBe(true);
    const cached = (await readdir(join(folder, `cache-${count}`, 'objects'), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => entry.name);
    expect(cached).toHaveLength(2);
    expect(cached).toContain(shaOf(files[2] ?? Buffer.alloc(0)));
    // What the cache forgot is still in the bucket.
    expect((await readFile(await there.localPath(shaOf(files[0] ?? Buffer.alloc(0))))).equals(files[0] ?? Buffer.alloc(0))).toBe(true);
  });

  it('lists all of its pages', async () => {
    const store = bucket();
    const names = new Set(await store.list());
    for (let index = 0; index < 12; index += 1) { const bytes = randomBytes(20); await put(store, bytes); names.add(shaOf(bytes)); }
    expect(new Set(await store.list())).toEqual(names);
  });

  it('takes what is larger than a part in parts, open and sealed, and tries a part again that the service refused', async () => {
    const front = await openFront({ refuse: (query) => query.get('partNumber') === '2', times: 2 });
    const store = inParts(front.endpoint);
    const bytes = randomBytes(350_001);
    expect(await put(store, bytes)).toMatchObject({ ok: true });
    expect(front.seen.filter((line) => line.startsWith('PUT')).map((line) => new URLSearchParams(line.split('?')[1]).get('partNumber'))).toEqual(['1', '2', '2', '2', '3', '4']);
    expect((await buffer(await store.openRead(shaOf(bytes)))).equals(bytes)).toBe(true);
    expect((await buffer(await store.openRead(shaOf(bytes), { start: 99_990, end: 200_010 }))).equals(bytes.subarray(99_990, 200_011))).toBe(true);
    await store.seal(shaOf(bytes));
    expect((await buffer(await store.openRead(shaOf(bytes)))).equals(bytes)).toBe(true);
    // What fits in one request is one.
    front.seen.length = 0;
    await put(store, randomBytes(100_000));
    expect(front.seen.filter((line) => line.startsWith('P'))).toEqual([expect.stringMatching(/^PUT [^?]*\?x-id=PutObject$/)]);
    await front.close();
  });

  it('is given up whole where a part is refused for good: nothing has the name, and the parts are taken back', async () => {
    const front = await openFront({ refuse: (query) => query.get('partNumber') === '3', times: Infinity });
    const store = inParts(front.endpoint);
    const bytes = randomBytes(350_000);
    await expect(put(store, bytes)).rejects.toThrow();
    expect(await store.exists(shaOf(bytes))).toBe(false);
    const uploadId = new URLSearchParams(front.seen.find((line) => line.includes('partNumber=1'))?.split('?')[1]).get('uploadId') ?? '';
    expect(front.seen.filter((line) => line.startsWith('DELETE') && line.includes(uploadId)).length).toBeGreaterThan(0);
    await front.close();
  });

  it('gives up what a killed process had begun to put in parts, at the next sweep, and nothing that may be under way', async () => {
    const front = await openFront({ refuse: () => false, times: 0, stallAt: '3' });
    const store = inParts(front.endpoint);
    const child = spawn(process.execPath, ['--import', 'tsx', 'tests/integration/storage/put-child.ts', front.endpoint, join(folder, `cache-${count += 1}`)], { stdio: 'ignore' });
    await front.stalled;
    child.kill('SIGKILL');
    await once(child, 'exit');
    const open = () => front.listUploads().then((uploads) => uploads.length);
    expect([await open(), await store.exists(shaOf(Buffer.alloc(350_000, 7)))]).toEqual([1, false]);
    // An hour old at most: the process might live on another machine.
    expect([await store.sweepTemporary({ olderThanMilliseconds: 3_600_000 }), await open()]).toEqual([0, 1]);
    expect([await store.sweepTemporary(), await open()]).toEqual([1, 0]);
    expect(await store.sweepTemporary()).toBe(0);
    await front.close();
    // A service that lists no uploads keeps its own rule: the sweep goes on without.
    expect(await bucket().sweepTemporary()).toBe(0);
  });

  it('that does not answer is an error and not a missing object', async () => {
    const away = bucket(1_000, 'http://127.0.0.1:1');
    await expect(away.exists('0'.repeat(64))).rejects.toThrow();
  }, 30_000);
});

/** A bucket that takes parts of 100,000 bytes. */
function inParts(endpoint: string): Storage {
  return s3Storage({ bucket: 'databourse', region: 'us-east-1', endpoint, accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', cacheFolder: join(folder, `cache-${count += 1}`), cacheMaxBytes: 1_000_000, partBytes: 100_000 });
}

type Front = { readonly refuse: (query: URLSearchParams) => boolean; readonly times: number; /** The part that is never answered. */ readonly stallAt?: string };

/**
 * Stands before the service, notes what is asked of it, and answers some of it with a fault. Two requests that the service doesn't know it answers itself, from the
 * service's own folder: which uploads are open, and the end of one.
 */
async function openFront({ refuse, times, stallAt }: Front) {
  const seen: string[] = [];
  let left = times;
  let reach = (): void => undefined;
  const stalled = new Promise<void>((resolve) => { reach = resolve; });
  const uploads = join(folder, 'server', 'databourse', '._S3rver_uploads');
  const listUploads = async () => Promise.all((await readdir(uploads).catch(() => [])).map(async (id) => ({ id, key: await readFile(join(uploads, id, 'key'), 'utf8'), at: (await stat(join(uploads, id, 'key'))).mtime.toISOString() })));
  const front = createServer((request, response) => {
    const url = request.url ?? '/';
    seen.push(`${request.method ?? ''} ${url}`);
    const query = new URLSearchParams(url.split('?')[1]);
    if (stallAt !== undefined && query.get('partNumber') === stallAt) { reach(); return; }
    if (request.method === 'GET' && query.has('uploads')) {
      void listUploads().then((open) => { response.writeHead(200, { 'content-type': 'application/xml' }).end(`<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${open.map(({ id, key, at }) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${at}</Initiated></Upload>`).join('')}</ListMultipartUploadsResult>`); });
      return;
    }
    if (request.method === 'DELETE' && query.has('uploadId')) {
      void rm(join(uploads, query.get('uploadId') ?? ''), { recursive: true }).then(() => { response.writeHead(204).end(); }, () => { response.writeHead(404).end('<Error><Code>NoSuchUpload</Code></Error>'); });
      return;
    }
    if (refuse(query) && left > 0) {
      left -= 1;
      request.resume().on('end', () => { response.writeHead(500).end('<Error><Code>InternalError</Code></Error>'); });
      return;
    }
    request.pipe(httpRequest({ port, host: '127.0.0.1', method: request.method, path: url, headers: request.headers }, (answer) => { answer.pipe(response.writeHead(answer.statusCode ?? 500, answer.headers)); }));
  });
  await new Promise<void>((ready) => { front.listen(0, '127.0.0.1', ready); });
  return { seen, stalled, listUploads, endpoint: `http://127.0.0.1:${(front.address() as AddressInfo).port}`, close: () => new Promise((closed) => { front.close(closed); front.closeAllConnections(); }) };
}
