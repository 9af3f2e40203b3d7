type Props = { readonly note: string; readonly labels: { readonly csv: string; readonly jsonl: string }; readonly hrefOf: (format: 'csv' | 'jsonl') => string };

/** What the rows carry in place of people, and the same rows as files. */
export function LogExports({ note, labels, hrefOf }: Props) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-4">
      <p className="max-w-prose text-sm text-ink-soft">{note}</p>
      <p className="flex flex-wrap gap-4 text-sm">
        {(['csv', 'jsonl'] as const).map((format) => <a key={format} href={hrefOf(format)} download className="inline-flex min-h-6 items-center text-link">{labels[format]}</a>)}
      </p>
    </div>
  );
}
