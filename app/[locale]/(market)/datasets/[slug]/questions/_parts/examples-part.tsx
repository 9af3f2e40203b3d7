import Link from 'next/link';
import type { ExampleQuestion } from '@/lib/delivery';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';

type ExamplesPartProps = { readonly locale: Locale; readonly slug: string; readonly examples: readonly ExampleQuestion[]; readonly columns: readonly { readonly name: string; readonly type: string }[] };

const maxColumns = 60;

/** Links that a search engine leaves alone: each runs a question. */
export function ExamplesPart({ locale, slug, examples, columns }: ExamplesPartProps) {
  const t = translator(locale, 'questions');
  return (
    <aside className="space-y-8 text-sm">
      <section aria-labelledby="examples">
        <h2 id="examples" className="mb-2 font-semibold">{t('examples')}</h2>
        <ul className="space-y-1">
          {examples.map((example) => (
            <li key={example.kind}>
              <Link href={`/${locale}/datasets/${slug}/questions?${new URLSearchParams({ sql: example.sql }).toString()}`} prefetch={false} rel="nofollow" className="text-link inline-flex min-h-8 items-center break-words">{t(`example.${example.kind}`, { column: example.column })}</Link>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="names">
        <h2 id="names" className="mb-2 font-semibold">{t('columns')}</h2>
        <ul className="max-h-96 space-y-1.5 overflow-y-auto rounded-card border border-line bg-surface p-3" tabIndex={0} aria-labelledby="names">
          {columns.slice(0, maxColumns).map((column) => (
            <li key={column.name} className="flex items-baseline justify-between gap-3">
              <span className="font-mono text-xs break-all">{column.name}</span>
              <span className="max-w-28 shrink-0 truncate font-mono text-[0.6875rem] text-ink-faint" title={column.type}>{column.type}</span>
            </li>
          ))}
        </ul>
      </section>
    </aside>
  );
}
