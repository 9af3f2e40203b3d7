import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { DemoTable } from './tables';

/** What is sold first: the file itself, or its rows without the newest ones. */
export async function firstBytes({ firstBelow }: DemoTable, filePath: string): Promise<Readable> {
  return firstBelow === undefined ? createReadStream(filePath) : Readable.from([Buffer.from(linesBelow(await readFile(filePath, 'utf8'), firstBelow.value))]);
}

/** The head of a CSV and every line whose first cell comes before a value, compared as text. */
export function linesBelow(text: string, value: string): string {
  const [head = '', ...lines] = text.split('\n');
  return [head, ...lines.filter((line) => line === '' || line < value)].join('\n');
}
