import { Tags } from 'lucide-react';
import type { NoiseView } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge } from '../badge';

/** Below these shares there is next to nothing to be told from rows that are hard to predict. */
const [cleanShare, cleanHigh] = [0.02, 0.05];
const badShare = 0.1;

/** How many labels look wrong, by which methods, and what that can't tell. For the owner also why there is no figure. */
export function LabelNoise({ locale, view }: { readonly locale: Locale; readonly view: NoiseView }) {
  const t = translator(locale, 'studio.noise');
  const { column, figures, fault } = view;
  if (!figures) return <p className="text-sm text-ink-soft">{fault ? t(`fault.${fault}`, { column }) : t('busy', { column })}</p>;
  const { share, oobShare, shapleyShare, rows, columnCount, classCount } = figures;
  const isClean = share < cleanShare && oobShare < cleanHigh;
  return (
    <div className="space-y-2 text-sm">
      <Badge tone={isClean ? 'good' : share < badShare ? 'warn' : 'bad'} icon={<Tags className="size-3.5" aria-hidden="true" />}>{isClean ? t('clean') : t('badge', { low: share, high: oobShare })}</Badge>
      <p className="max-w-prose text-ink-soft">{t('note', { column, rows, columns: columnCount, classes: classCount })} {t('methods', { shapley: shapleyShare })}</p>
      <p className="max-w-prose text-xs text-ink-faint">{t('limits')}</p>
    </div>
  );
}
