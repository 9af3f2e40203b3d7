'use client';

import { useLocale, useTranslations } from 'use-intl';
import type { ClassSizes } from '@/lib/datasets/schema';

type Props = { readonly before: ClassSizes; readonly after: ClassSizes; readonly rowsBefore: number; readonly rowsAfter: number };

/** Rows by how many look alike, before and after: two bars a line, and the figures beside them. */
export function ClassSizesChart({ before, after, rowsBefore, rowsAfter }: Props) {
  const t = useTranslations('privacy.whatIf');
  const percent = new Intl.NumberFormat(useLocale(), { style: 'percent', maximumFractionDigits: 1 });
  return (
    <table className="w-full text-sm">
      <caption className="mb-2 text-left text-sm font-medium">{t('chart')}</caption>
      <thead><tr className="text-xs text-ink-faint"><th scope="col" className="py-1 text-left font-normal">{t('alike')}</th><th scope="col" className="py-1 text-left font-normal"><span className="inline-block size-2 rounded-full bg-plot-quiet" aria-hidden /> {t('before')}</th><th scope="col" className="py-1 text-left font-normal"><span className="inline-block size-2 rounded-full bg-plot-1" aria-hidden /> {t('after')}</th></tr></thead>
      <tbody>
        {before.map((size, index) => (
          <tr key={size.from}>
            <th scope="row" className="w-px py-1 whitespace-nowrap pr-3 text-left font-normal text-ink-soft">{size.from === 1 ? t('alone') : size.to === null ? t('orMore', { from: size.from }) : `${size.from}–${size.to}`}</th>
            <Bar share={size.rows / rowsBefore} text={percent.format(size.rows / rowsBefore)} className="fill-plot-quiet" />
            <Bar share={(after[index]?.rows ?? 0) / rowsAfter} text={percent.format((after[index]?.rows ?? 0) / rowsAfter)} className="fill-plot-1" />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Bar({ share, text, className }: { readonly share: number; readonly text: string; readonly className: string }) {
  return (
    <td className="py-1 pr-3">
      <span className="flex items-center gap-2">
        <svg aria-hidden viewBox="0 0 100 8" preserveAspectRatio="none" className="h-2.5 w-0 flex-1"><rect width="100" height="8" className="fill-sunken" /><rect width={share * 100} height="8" className={className} /></svg>
        <span className="w-12 shrink-0 text-right text-xs tabular-nums">{text}</span>
      </span>
    </td>
  );
}
