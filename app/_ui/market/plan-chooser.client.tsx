'use client';

import { useTranslations } from 'use-intl';
import type { MenuView } from '@/lib/pricing/schema';
import type { Locale } from '@/lib/shared/locale';
import { classNames } from '../class-names';
import { Field, TextInput } from '../field';
import { formatDate } from '../format';
import { TypedInput } from '../typed-before.client';
import { useMenuWords, type MenuLine } from './menu-line.client';

type PlanChooserProps = {
  readonly locale: Locale;
  readonly menu: MenuView;
  readonly lines: readonly MenuLine[];
  readonly chosenId: string;
  readonly onChoose: (id: string) => void;
  readonly usageRows: string;
  readonly onUsageRows: (text: string) => void;
};

/** The menu as radio buttons: what each line gives, and what it costs this reader. */
export function PlanChooser({ locale, menu, lines, chosenId, onChoose, usageRows, onUsageRows }: PlanChooserProps) {
  const t = useTranslations('menu');
  const { nameOf, priceOf, noteOf } = useMenuWords(menu, locale);
  const chosen = lines.find((line) => line.id === chosenId);
  const isWrong = chosen?.kind === 'USAGE' && !isRowCount(usageRows, menu.rowCount);
  return (
    <fieldset className="mt-4 border-t border-line pt-4">
      <legend className="float-left mb-2 text-sm font-medium">{t('choose')}</legend>
      <div className="clear-both space-y-2">
        {lines.map((line) => (
          <label key={line.id} className={classNames('flex cursor-pointer items-start gap-3 rounded-lg border px-3 py-2.5 text-sm has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent', line.id === chosenId ? 'border-accent bg-accent-soft' : 'border-line hover:border-line-strong', line.isHeld && 'cursor-not-allowed')}>
            <TypedInput type="radio" name="plan" value={line.id} checked={line.id === chosenId} disabled={line.isHeld} onChange={() => { onChoose(line.id); }} className="mt-0.5 size-4 shrink-0 accent-(--tone-accent)" />
            <span className="min-w-0 flex-1">
              <span className="flex flex-wrap items-baseline justify-between gap-x-3"><span className={classNames('font-medium', line.isHeld && 'text-ink-faint')}>{nameOf(line)}</span><span className="tabular-nums">{line.isHeld ? null : priceOf(line)}</span></span>
              <span className="block text-xs text-ink-faint">{line.offer ? t('offerUntil', { date: formatDate(line.offer.endsAt, locale), reason: line.offer.reason }) : noteOf(line)}</span>
            </span>
          </label>
        ))}
      </div>
      {chosen?.kind === 'USAGE' ? (
        <Field id="usage-rows" className="mt-3" label={t('usageRows')} hint={t('usageHint', { count: menu.rowCount })} error={isWrong ? t('usageWrong', { count: menu.rowCount }) : undefined}>
          {(control) => <TextInput {...control} inputMode="numeric" value={usageRows} onChange={(event) => { onUsageRows(event.target.value); }} />}
        </Field>
      ) : null}
      <p className="mt-3 text-xs text-ink-faint">{chosen && chosen.term !== null ? t('term') : t('nested')}</p>
    </fieldset>
  );
}

export function isRowCount(text: string, rowCount: number): boolean {
  return /^\d{1,12}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= rowCount;
}
