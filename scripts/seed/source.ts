import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { LicenceCode } from '@/lib/catalog/schema';
import { maxDescriptionLength } from '@/lib/datasets/schema';

const packageFolder = fileURLToPath(new URL('../../node_modules/vega-datasets/', import.meta.url));
const homepage = 'https://github.com/vega/vega-datasets';

const named = z.object({ name: z.string().optional(), title: z.string().optional(), path: z.string().optional() });
const packageShape = z.object({
  version: z.string(),
  resources: z.array(z.object({
    name: z.string(), path: z.string(), bytes: z.number(), description: z.string().default(''),
    licenses: z.array(named).default([]), sources: z.array(named).default([]),
    schema: z.object({ fields: z.array(z.object({ name: z.string(), description: z.string().default('') })).default([]) }).optional(),
  })),
});
type Stated = z.infer<typeof named>;

export type Source = {
  readonly fileName: string;
  readonly filePath: string;
  readonly byteSize: number;
  readonly description: string;
  readonly licenceCode: LicenceCode;
  readonly sourceName: string;
  readonly sourceUrl: string;
  /** What the package says of columns, as far as it does. */
  readonly fields: readonly { readonly name: string; readonly description: string }[];
};

/** What the package says of each of its resources, by name. */
export async function readSources(): Promise<Map<string, Source>> {
  const { version, resources } = packageShape.parse(JSON.parse(await readFile(join(packageFolder, 'datapackage.json'), 'utf8')));
  return new Map(resources.map(({ name, path, bytes, description, licenses, sources, schema }) => {
    const [origin] = sources;
    const url = sources.map((source) => source.path ?? '').find((text) => /^https?:\/\//.test(text) && text.length <= 500);
    return [name, {
      fileName: path,
      filePath: join(packageFolder, 'data', path),
      byteSize: bytes,
      description: describe({ description, licenses, sources, version }),
      licenceCode: licenceOf(licenses),
      sourceName: origin?.title ? cut(plainText(origin.title).replace(/ <[^>]*>/g, ''), 200) : 'vega-datasets (original source not stated)',
      sourceUrl: url ?? homepage,
      fields: (schema?.fields ?? []).filter((field) => field.description !== '').map((field) => ({ name: field.name, description: cut(plainText(field.description).replace(/\s+/g, ' '), maxDescriptionLength) })),
    }];
  }));
}

/** The licence the package names, when it is one of ours and all that is named says the same; otherwise the source's own terms. */
export function licenceOf(licenses: readonly Stated[]): LicenceCode {
  const codes = new Set(licenses.map(codeOf));
  const [only] = codes;
  return codes.size === 1 && only ? only : 'as-stated-by-source';
}

function codeOf({ name = '', title = '', path = '' }: Stated): LicenceCode {
  const text = `${name} ${title} ${path}`;
  if (/creativecommons\.org\/publicdomain\/zero\/1\.0|CC0 1\.0 Universal/.test(text)) return 'CC0-1.0';
  if (/Creative Commons Attribution 4\.0|creativecommons\.org\/licenses\/by\/4\.0/.test(text)) return 'CC-BY-4.0';
  if (/Open Data Commons Open Database License/.test(text)) return 'ODbL-1.0';
  if (/U\.S\. (Government Dataset|Public Domain)|usa\.gov\/government-works/.test(text)) return 'US-PD';
  return 'as-stated-by-source';
}

function describe({ description, licenses, sources, version }: { readonly description: string; readonly licenses: readonly Stated[]; readonly sources: readonly Stated[]; readonly version: string }): string {
  const list = (items: readonly Stated[]) => items.map(({ name, title, path }) => [plainText(title ?? name ?? ''), path && `<${path}>`].filter(Boolean).join(' ')).filter(Boolean).join('; ');
  const stated = (what: string, words: string) => words && `${what}, as stated by vega-datasets ${version}: ${words.replace(/\.$/, '')}.`;
  return cut([
    plainText(description),
    stated('Licence', list(licenses)),
    stated('Source', list(sources)),
  ].filter(Boolean).join('\n\n'), 7_500);
}

/** Markdown and entities as a reader of plain text wants them; the words stay as they are. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/\[([^\]]+)\]\(\(?(https?:[^\s]*?(?:\([^\s)]*\)[^\s)]*)?)\)+/g, '$1 <$2>')
    .replace(/^> ?\[![A-Z]+\]\s*$/gm, '').replace(/^[ \t]*> ?/gm, '').replace(/^#{1,6} +/gm, '').replace(/[*`]{1,2}([^*`\n]+)[*`]{1,2}/g, '$1')
    .replaceAll('&times;', '×').replaceAll('&divide;', '÷').replaceAll('&amp;', '&')
    .replace(/([^\n])[ \t]*\n(?!\n|\d+\. |[-*] )/g, '$1 ').replace(/[ \t]{2,}/g, ' ').replace(/\n{3,}/g, '\n\n').trim();
}

function cut(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1).trimEnd()}…`;
}
