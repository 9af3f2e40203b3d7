import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { isUniqueViolation, type Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { refuse, type Result } from '@/lib/shared/result';
import { nameOfFiles } from '../core/name-of-files';
import { findBySource } from '../find-by-source';
import type { FinishUploadInput, RevisionView } from '../schema';
import { uploadRevision } from '../upload-revision';
import { findOwnUpload, resumableStore, uploadOwner, type PartialUpload } from './store';

type Arrived = { readonly fileName: string; readonly upload: PartialUpload };

/** Answers of the last minutes by who asked for what: a second click and a repeated request get the first one's, and no second dataset. */
const answers = new Map<string, Promise<Result<RevisionView>>>();
const rememberedMilliseconds = 10 * 60_000;

/**
 * Takes what has arrived whole into the exchange. What was refused would be refused again and goes; after a fault, or without room, the partial
 * files stay and it can be asked again.
 */
export async function finishUpload(ctx: Context, input: FinishUploadInput, onFault: (fault: unknown) => void = () => undefined): Promise<Result<RevisionView>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const key = JSON.stringify([who.value.accountId, input]);
  const known = answers.get(key);
  if (known) return known;
  const answer = takeIn(ctx, input, { accountId: who.value.accountId, onFault });
  answers.set(key, answer);
  const forget = () => { answers.delete(key); };
  void answer.then(({ ok: isKept }) => { if (isKept) setTimeout(forget, rememberedMilliseconds).unref(); else forget(); }, forget);
  return answer;
}

/** What is small is measured before the answer; the rest goes on behind it. */
const waitMilliseconds = 4_000;

async function takeIn(ctx: Context, input: FinishUploadInput, { accountId, onFault }: { readonly accountId: string; readonly onFault: (fault: unknown) => void }): Promise<Result<RevisionView>> {
  const { files, datasetId } = input;
  // Taken in by a process that ended before it could answer, or by another one.
  const sourceKey = sourceKeyOf(input, accountId);
  const known = await findBySource(ctx.db, { sourceKey, ownerId: accountId });
  if (known) return known;
  const arrived: Arrived[] = [];
  for (const { uploadId, fileName } of files) {
    const upload = await findOwnUpload(uploadId, accountId);
    if (!upload) return refuse('not-found');
    if (upload.arrivedBytes !== upload.byteSize) return refuse('upload-unfinished');
    arrived.push({ fileName, upload });
  }
  const fileName = nameOfFiles(files.map((file) => file.fileName));
  if (!fileName.ok) return fileName;
  const declaredBytes = arrived.reduce((sum, { upload }) => sum + upload.byteSize, 0);
  const bytes = open(arrived);
  try {
    const result = await uploadRevision(ctx, { fileName: fileName.value, bytes, datasetId, declaredBytes, sourceKey, inBackground: { waitMilliseconds, onFault } });
    if (result.ok || result.refusal.code !== 'storage-full') for (const { upload } of arrived) await resumableStore().remove(upload.id).catch(() => undefined);
    return result;
  } catch (error) {
    // Two processes were asked at once: one row has the key, and this is it.
    const first = isUniqueViolation(error) ? await findBySource(ctx.db, { sourceKey, ownerId: accountId }) : null;
    if (first) return first;
    throw error;
  } finally {
    bytes.on('error', () => undefined).destroy();
  }
}

/** One name for the same uploads asked for in the same way. Their ids are random: the key tells nothing of anybody. */
function sourceKeyOf({ files, datasetId }: FinishUploadInput, accountId: string): string {
  return createHash('sha256').update(JSON.stringify([uploadOwner(accountId), datasetId ?? '', files.map((file) => file.uploadId)])).digest('hex');
}

/** The same files make the same archive, byte for byte: in the order of their names, all of one moment. */
function open(arrived: readonly Arrived[]): Readable {
  const [only, ...more] = arrived;
  if (only && more.length === 0) return createReadStream(only.upload.path);
  const archive = new ZipFile();
  const parts = arrived.toSorted((a, b) => (a.fileName < b.fileName ? -1 : 1));
  for (const { fileName, upload } of parts) archive.addFile(upload.path, fileName.replaceAll(/[/\\]/g, '_'), { mtime: new Date(Date.UTC(2000, 0, 1)), mode: 0o100644 });
  archive.end();
  // A file that can't be read ends the archive, not the process.
  archive.on('error', (error: Error) => { archive.outputStream.emit('error', error); });
  return archive.outputStream as Readable;
}
