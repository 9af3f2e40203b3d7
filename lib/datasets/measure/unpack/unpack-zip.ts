import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { checkArchive, type ArchiveEntry, type ArchiveTable } from '../../core/check-archive';
import type { MeasureLimits } from '../job';
import { meter, unpackFault } from './unpack-gzip';

export type UnpackedTable = ArchiveTable & { readonly path: string };
type Listed = ArchiveEntry & { readonly entry: Entry };

/**
 * The tables of a zip archive, each in a file of its own in `folder` whose name is ours: no name in the archive ever becomes a path. What its
 * directory declares is judged before anything is unpacked, and held to while unpacking.
 */
export async function unpackZip(path: string, folder: string, limits: MeasureLimits): Promise<Result<readonly UnpackedTable[]>> {
  let archive: ZipFile | null = null;
  try {
    // Names stay bytes: the library would refuse unsafe ones itself, in words that don't say which.
    archive = await yauzl.openPromise(path, { decodeStrings: false, autoClose: false, lazyEntries: true });
    const directoryAt = cursorOf(archive);
    const listed = await listEntries(archive, limits.maxArchiveFiles);
    const tables = checkArchive(listed, limits);
    if (!tables.ok) return tables;
    if (!(await isSeamless(archive, listed, directoryAt))) return refuse('archive-damaged');
    const unpacked: UnpackedTable[] = [];
    for (const table of tables.value) {
      const source = listed.find(({ name }) => name === table.name);
      if (!source) continue;
      const target = join(folder, `part-${unpacked.length}`);
      await pipeline(await archive.openReadStreamPromise(source.entry), meter(table.unpackedBytes), createWriteStream(target, { flags: 'wx', mode: 0o600 }));
      unpacked.push({ ...table, path: target });
    }
    return ok(unpacked);
  } catch (error) {
    return unpackFault(error, limits.maxUnpackedBytes);
  } finally {
    archive?.close();
  }
}

/** A size and a checksum may follow each file; a second end of the directory may stand before the first, where either is larger than the old format could say. */
const [descriptorBytes, endBytes, secondEndBytes] = [24, 22, 76];

/** Whether the archive consists of what its directory names and of nothing else: what lies between would be sold without having been looked at. */
async function isSeamless(archive: ZipFile, listed: readonly Listed[], directoryAt: number): Promise<boolean> {
  let at = 0;
  for (const { entry } of listed.toSorted((a, b) => a.entry.relativeOffsetOfLocalHeader - b.entry.relativeOffsetOfLocalHeader)) {
    const start = entry.relativeOffsetOfLocalHeader;
    if (start < at || start > at + (at === 0 ? 0 : descriptorBytes)) return false;
    at = (await archive.readLocalFileHeaderPromise(entry, { minimal: true })).fileDataStart + entry.compressedSize;
  }
  const rest = archive.fileSize - cursorOf(archive) - endBytes - archive.comment.length;
  return directoryAt >= at && directoryAt <= at + (at === 0 ? 0 : descriptorBytes) && rest >= 0 && rest <= secondEndBytes;
}

/** Where the directory is read next; the library's types leave it out. */
function cursorOf(archive: ZipFile): number {
  return (archive as unknown as { readonly readEntryCursor: number }).readEntryCursor;
}

/** A directory of many thousand entries is not read to its end: one more than allowed is enough to refuse it. */
async function listEntries(archive: ZipFile, max: number): Promise<readonly Listed[]> {
  const listed: Listed[] = [];
  for await (const entry of archive.eachEntry()) {
    const name = Buffer.from(entry.fileName).toString('utf8');
    listed.push({
      name, entry, unpackedBytes: entry.uncompressedSize, isFolder: name.endsWith('/'), isEncrypted: entry.isEncrypted(),
      isLink: ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000,
    });
    if (listed.length > max * 4) break;
  }
  return listed;
}
