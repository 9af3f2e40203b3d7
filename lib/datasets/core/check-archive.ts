import { ok, refuse, type Result } from '@/lib/shared/result';
import type { FileFormat } from '../schema';
import { formatOfName } from './file-format';

/** One entry as the archive's own directory declares it; sizes in bytes. */
export type ArchiveEntry = {
  readonly name: string;
  readonly unpackedBytes: number;
  readonly isFolder: boolean;
  readonly isLink: boolean;
  readonly isEncrypted: boolean;
};
export type ArchiveTable = { readonly name: string; readonly format: FileFormat; readonly unpackedBytes: number };
type ArchiveLimits = { readonly maxArchiveFiles: number; readonly maxUnpackedBytes: number };

/** May lie beside the tables: words about them, too small to be one. */
const wordsBeside = /(^|\/)(readme|licen[cs]e|notice|changelog|citation)(\.(md|txt|rst|adoc|html?|pdf|cff|bib))?$/i;
const maxWordsBytes = 256 * 1024;
/** What file managers leave behind, as small. */
const leftovers = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;
const archives = /\.(zip|gz|tgz|bz2|xz|zst|7z|rar|tar|jar)$/i;

/**
 * Which tables an archive holds, in the order of their names; or why it isn't taken. Everything in it is either measured or named: what
 * is sold without having been looked at would be neither priced nor scanned. Total: every list of entries gets an answer.
 */
export function checkArchive(entries: readonly ArchiveEntry[], { maxArchiveFiles, maxUnpackedBytes }: ArchiveLimits): Result<readonly ArchiveTable[]> {
  const files = entries.filter((entry) => !entry.isFolder && !(leftovers.test(entry.name) && entry.unpackedBytes <= maxWordsBytes));
  if (files.length > maxArchiveFiles) return refuse('archive-too-many-files', { params: { count: files.length, max: maxArchiveFiles } });
  if (files.reduce((sum, file) => sum + file.unpackedBytes, 0) > maxUnpackedBytes) return refuse('file-unpacks-too-large', { params: { maxBytes: maxUnpackedBytes } });
  const tables: ArchiveTable[] = [];
  for (const file of files) {
    const named = { params: { name: shortName(file.name) } };
    if (leadsOut(file.name)) return refuse('archive-path-unsafe', named);
    if (file.isLink) return refuse('archive-link', named);
    if (file.isEncrypted) return refuse('archive-encrypted', named);
    if (wordsBeside.test(file.name) && file.unpackedBytes <= maxWordsBytes) continue;
    if (archives.test(file.name)) return refuse('archive-nested', named);
    const format = formatOfName(file.name);
    if (!format.ok) return refuse('archive-not-a-table', named);
    tables.push({ name: file.name, format: format.value, unpackedBytes: file.unpackedBytes });
  }
  const names = tables.map(({ name }) => name);
  // Of two under one name a reader sees one, and another reader the other.
  if (new Set(names).size < names.length) return refuse('archive-damaged');
  const [first] = tables;
  if (!first) return refuse('archive-no-table');
  const other = tables.find(({ format }) => format !== first.format);
  if (other) return refuse('archive-formats-differ', { params: { name: shortName(other.name), format: other.format, first: first.format } });
  return ok(tables.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
}

/** Absolute, with a drive, upwards, or written with backslashes. */
function leadsOut(name: string): boolean {
  return name.startsWith('/') || /^[a-z]:/i.test(name) || name.includes('\\') || name.split('/').includes('..') || /\p{Cc}/u.test(name);
}

export function shortName(name: string): string {
  return name.replaceAll(/\p{Cc}/gu, '�').slice(-60);
}
