'use client';

import { Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { rowsOfShare, type FairRange, type MenuView, type PlanInput } from '@/lib/pricing/schema';
import type { Locale } from '@/lib/shared/locale';
import { Button } from '../button';
import { Field, FieldError, SelectInput, TextInput } from '../field';
import { formatMoney } from '../format';
import { FairSlider } from './fair-slider.client';
import { amountText, type DraftLine } from './menu-draft';

type Props = {
  readonly locale: Locale; readonly number: number; readonly line: DraftLine; readonly plan: PlanInput | null; readonly menu: MenuView & { readonly wholeMinor: number };
  readonly range: FairRange | null; readonly problem: string | null;
  readonly coverText: (ids: readonly string[]) => string; readonly nameOf: (id: string) => string;
  readonly onChange: (line: DraftLine) => void; readonly onRemove: () => void;
};

/** One line of a menu: its fields, the fair prices beside the others, and what stands against it. */
export function MenuLineEditor({ locale, number, line, plan, menu, range, problem, coverText, nameOf, onChange, onRemove }: Props) {
  const t = useTranslations('menu.editor');
  const id = `line-${number}`;
  const money = (amountMinor: number) => formatMoney(amountMinor, menu.currency, locale);
  const { kind } = line;
  const hasPrice = kind === 'ONE_OFF' || kind === 'SUBSCRIPTION' || kind === 'USAGE';
  const hasShare = kind === 'ONE_OFF' || kind === 'SUBSCRIPTION' || kind === 'FREE';
  const priceMinor = plan && 'priceMinor' in plan ? plan.priceMinor : null;
  return (
    <li aria-labelledby={id} className="rounded-lg border border-line p-4">
      <div className="mb-3 flex items-center justify-between gap-3">
        <h3 id={id} className="text-sm font-semibold">{t('line', { number })}: {t(`kindName.${kind}`)} {hasShare && plan && 'share' in plan ? <span className="font-normal text-ink-faint">({t('rowsOf', { count: rowsOfShare(plan.share, menu.rowCount) })})</span> : null}</h3>
        <Button size="sm" variant="quiet" aria-label={t('remove', { number })} icon={<Trash2 aria-hidden className="size-4" />} onClick={onRemove} />
      </div>
      <div className="grid gap-3 sm:grid-cols-3">
        {hasShare ? <Field id={`${id}-share`} label={t('share')}>{(control) => <TextInput {...control} inputMode="decimal" value={line.share} onChange={(event) => { onChange({ ...line, share: event.target.value }); }} />}</Field> : null}
        {kind === 'SUBSCRIPTION' ? <Field id={`${id}-term`} label={t('term')}>{(control) => <SelectInput {...control} value={line.term} onChange={(event) => { onChange({ ...line, term: event.target.value === 'YEAR' ? 'YEAR' : 'MONTH' }); }}><option value="MONTH">{t('termName.MONTH')}</option><option value="YEAR">{t('termName.YEAR')}</option></SelectInput>}</Field> : null}
        {hasPrice ? <Field id={`${id}-price`} label={kind === 'USAGE' ? t('perThousand', { currency: menu.currency }) : t('price', { currency: menu.currency })}>{(control) => <TextInput {...control} inputMode="decimal" value={line.price} onChange={(event) => { onChange({ ...line, price: event.target.value }); }} />}</Field> : null}
        {kind === 'USAGE' ? <Field id={`${id}-cap`} label={t('cap', { currency: menu.currency })}>{(control) => <TextInput {...control} inputMode="decimal" value={line.cap} onChange={(event) => { onChange({ ...line, cap: event.target.value }); }} />}</Field> : null}
        {kind === 'USAGE' ? <Field id={`${id}-free`} label={t('freeRows')}>{(control) => <TextInput {...control} inputMode="numeric" value={line.freeRows} onChange={(event) => { onChange({ ...line, freeRows: event.target.value }); }} />}</Field> : null}
      </div>
      {kind === 'ON_REQUEST' ? <p className="text-sm text-ink-soft">{t('onRequestNote')}</p> : null}
      {kind === 'FREE' ? <p className="mt-2 text-sm text-ink-soft">{t('freeNote')}</p> : null}
      {range && priceMinor !== null && kind !== 'USAGE' ? <FairSlider label={`${t('line', { number })}: ${t('price', { currency: menu.currency })}`} priceMinor={priceMinor} range={range} maxMinor={menu.wholeMinor} formatAmount={money} onChange={(next) => { onChange({ ...line, price: amountText(next) }); }} /> : null}
      {hasPrice && plan ? (
        <p className="mt-2 text-xs text-ink-faint" aria-live="polite">
          {range === null ? t('noFair') : [
            t('fair', { low: money(range.lowMinor), high: money(range.highMinor) }),
            range.above ? t('above', { cover: coverText(range.above.cover), price: money(range.above.coverMinor) }) : '',
            range.below ? t('below', { victim: nameOf(range.below.id) }) : '',
          ].filter(Boolean).join('. ').replaceAll('..', '.')}
        </p>
      ) : null}
      {problem ? <div className="mt-2"><FieldError id={`${id}-problem`}>{problem}</FieldError></div> : null}
    </li>
  );
}
