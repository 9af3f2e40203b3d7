'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Plus, Sparkles } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { checkPlans, fairRange, maxPlans, toMenuPlan, type MenuView, type PlanInput } from '@/lib/pricing/schema';
import { maxAmountMinor } from '@/lib/shared/money';
import type { Locale } from '@/lib/shared/locale';
import { Alert } from '../alert';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { useFollow } from '../console/use-follow.client';
import { Field, SelectInput } from '../field';
import { formatMoney } from '../format';
import { amountText, draftsOf, newLine, planOf, sameLine, type DraftKind, type DraftLine } from './menu-draft';
import { MenuLineEditor } from './menu-line-editor.client';

type MenuEditorProps = { readonly locale: Locale; readonly listingId: string; readonly menu: MenuView & { readonly wholeMinor: number }; readonly suggestion: readonly { readonly share: number; readonly priceMinor: number }[]; readonly save: Action<{ planCount: number }> };

const kinds: readonly DraftKind[] = ['ONE_OFF', 'SUBSCRIPTION', 'USAGE', 'FREE', 'ON_REQUEST'];

/** Edits a menu so that nobody can get around it: each line shows the prices that are fair beside the others, and what would undercut it. */
export function MenuEditor({ locale, listingId, menu, suggestion, save }: MenuEditorProps) {
  const t = useTranslations('menu.editor');
  const router = useRouter();
  const { run, isBusy, fault } = useAction(save);
  const [lines, setLines] = useState<readonly DraftLine[]>(() => draftsOf(menu));
  const [kind, setKind] = useState<DraftKind>('ONE_OFF');
  const [isSaved, setIsSaved] = useState(false);
  // Another menu, or the same beside another price of the whole: what was typed is no basis any more.
  useFollow([menu.wholeMinor, ...menu.plans.map((plan) => plan.id)].join(), () => { setLines(draftsOf(menu)); });
  const whole = { priceMinor: menu.wholeMinor, rowCount: menu.rowCount };
  const money = (amountMinor: number) => formatMoney(amountMinor, menu.currency, locale);
  const plans = lines.map(planOf);
  const sound = plans.flatMap((plan, index) => (plan ? [toMenuPlan(plan, index)] : []));
  const undercuts = checkPlans(sound, whole);
  const nameOf = (id: string) => (id === 'whole' ? t('whole') : t('line', { number: Number(id) + 1 }));
  const cover = (ids: readonly string[]) => [...new Set(ids)].map((id) => { const times = ids.filter((other) => other === id).length; return times === 1 ? nameOf(id) : `${times} × ${nameOf(id)}`; }).join(' + ');
  const isTwice = (plan: PlanInput, index: number) => plans.some((other, place) => other !== null && place < index && sameLine(other, plan));
  const change = (next: readonly DraftLine[]) => { setIsSaved(false); setLines(next); };
  const isReady = plans.every((plan, index) => plan !== null && !isTwice(plan, index)) && undercuts.length === 0;
  const wholeUndercut = undercuts.find((undercut) => undercut.id === 'whole');

  if (menu.wholeMinor === 0) return <p className="text-sm text-ink-soft">{t('freeWhole')}</p>;
  return (
    <div className="space-y-4">
      {lines.length === 0 ? <p className="text-sm text-ink-soft">{t('empty')}</p> : null}
      <ol className="space-y-4">
        {lines.map((line, index) => {
          const plan = plans[index] ?? null;
          const range = plan && 'priceMinor' in plan ? fairRange(sound, String(index), { whole, maxMinor: plan.kind === 'USAGE' ? maxAmountMinor : menu.wholeMinor }) : null;
          const undercut = undercuts.find((one) => one.id === String(index));
          const problem = plan === null ? t('wrong') : isTwice(plan, index) ? t('twice') : undercut ? t('undercut', { cover: cover(undercut.cover), price: money(undercut.coverMinor) }) : null;
          return (
            <MenuLineEditor
              key={line.key} locale={locale} number={index + 1} line={line} plan={plan} menu={menu} range={range} problem={problem} coverText={cover} nameOf={nameOf}
              onChange={(next) => { change(lines.map((one) => (one.key === line.key ? next : one))); }}
              onRemove={() => { change(lines.filter((one) => one.key !== line.key)); }}
            />
          );
        })}
      </ol>
      <div className="flex flex-wrap items-end gap-3 border-t border-line pt-4">
        <Field id="new-kind" label={t('kind')} className="min-w-44">
          {(control) => <SelectInput {...control} value={kind} onChange={(event) => { setKind(kinds.find((known) => known === event.target.value) ?? 'ONE_OFF'); }}>{kinds.map((known) => <option key={known} value={known}>{t(`kindName.${known}`)}</option>)}</SelectInput>}
        </Field>
        <Button icon={<Plus aria-hidden className="size-4" />} disabled={lines.length >= maxPlans} onClick={() => { change([...lines, newLine(kind)]); }}>{t('add')}</Button>
        <Button variant="quiet" icon={<Sparkles aria-hidden className="size-4" />} onClick={() => { change([...suggestion.map((tier) => newLine('ONE_OFF', { share: String(tier.share / 100), price: amountText(tier.priceMinor) })), ...lines.filter((line) => line.kind !== 'ONE_OFF')].slice(0, maxPlans)); }}>{t('suggest')}</Button>
      </div>
      {wholeUndercut ? <Alert tone="bad" isLive>{t('wholeUndercut', { cover: cover(wholeUndercut.cover), price: money(wholeUndercut.coverMinor) })}</Alert> : null}
      <ActionFaultAlert fault={fault} />
      {isSaved ? <Alert tone="good" isLive>{t('saved')}</Alert> : null}
      <Button variant="primary" size="lg" isBusy={isBusy} disabled={!isReady} onClick={() => { void run({ listingId, plans, seen: { wholeMinor: menu.wholeMinor, planIds: menu.plans.map((plan) => plan.id) } }).then((answer) => { setIsSaved(answer !== null); router.refresh(); }); }}>{t('save')}</Button>
    </div>
  );
}
