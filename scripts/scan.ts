import { createInterface } from 'node:readline';
import { scanText } from '@/lib/datasets';
import './closed-pipe';
import { failWith } from './refusal-line';

/**
 * `npm run -s scan < texts.ndjson`: personal data in text. Each input line is {"text": "…"}; each finding is a line
 * {"entity","start","end","score","line"}, offsets in UTF-16 code units, `line` the number of the input line from 1 on.
 */
let line = 0;
for await (const raw of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  line += 1;
  if (raw.trim() === '') continue;
  for (const finding of scanText(textOf(raw))) {
    if (!process.stdout.write(`${JSON.stringify({ ...finding, line })}\n`)) await new Promise((go) => { process.stdout.once('drain', go); });
  }
}

function textOf(raw: string): string {
  try {
    // A byte order mark before the first line is no part of it.
    const value: unknown = JSON.parse(line === 1 ? raw.replace(/^\ufeff/, '') : raw);
    if (typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string') return value.text;
  } catch {
    return failWith(`Line ${line} is not JSON.`);
  }
  return failWith(`Line ${line} has no "text" that is a string.`);
}
