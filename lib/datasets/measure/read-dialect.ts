import { open } from 'node:fs/promises';
import type { Result } from '@/lib/shared/result';
import { sniffDialect, type Dialect } from '../core/delimited/sniff-dialect';
import { watchQuotes, type QuoteWatch } from '../core/delimited/watch-quotes';

/** What is looked at to learn how the file is written. */
const headBytes = 1024 * 1024;
const [newline, mark] = [0x0a, [0xef, 0xbb, 0xbf]] as const;

/** How a delimited file is written, judged by its beginning. */
export async function readDialect(path: string, format: 'CSV' | 'TSV'): Promise<{ readonly dialect: Result<Dialect>; readonly byteSize: number }> {
  const { bytes, byteSize } = await readHead(path);
  return { dialect: sniff(bytes, byteSize, format), byteSize };
}

/** Holds the whole file to the quotes that its beginning is written with; undefined where quotes mean nothing, or the beginning is at fault itself. */
export async function watchOf(path: string, format: 'CSV' | 'TSV'): Promise<QuoteWatch | undefined> {
  const { bytes, byteSize } = await readHead(path);
  const dialect = sniff(bytes, byteSize, format);
  return dialect.ok && dialect.value.quote !== '' ? watchQuotes(dialect.value, tableStart(bytes, dialect.value.skip)) : undefined;
}

function sniff(bytes: Buffer, byteSize: number, format: 'CSV' | 'TSV'): Result<Dialect> {
  return sniffDialect(bytes.toString('utf8'), { isWhole: bytes.length === byteSize, isTab: format === 'TSV' });
}

/** After the byte order mark and so many lines of comment. */
function tableStart(bytes: Buffer, skip: number): number {
  let at = mark.every((byte, index) => bytes[index] === byte) ? mark.length : 0;
  for (let line = 0; line < skip; line += 1) at = bytes.indexOf(newline, at) + 1;
  return at;
}

async function readHead(path: string): Promise<{ readonly bytes: Buffer; readonly byteSize: number }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(headBytes, size));
    await file.read(bytes, 0, bytes.length, 0);
    return { bytes, byteSize: size };
  } finally {
    await file.close();
  }
}
