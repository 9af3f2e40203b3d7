'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { topUpInput } from '@/lib/orders/schema';
import type { Locale } from '@/lib/shared/locale';
import { Alert } from '@/app/_ui/alert';
import { Button, LinkButton } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { parseAmount } from '@/app/_ui/console/parse-amount';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Field, TextInput } from '@/app/_ui/field';
import { formatMoney } from '@/app/_ui/format';
import { useMe } from '@/app/_ui/me.client';
import { ScriptForm } from '@/app/_ui/script-form.client';

type TopUpFormProps = { readonly locale: Locale; readonly currency: string; /** Where the reader came from to pay; null: from nowhere. */ readonly next: string | null; readonly action: Action<{ readonly balanceMinor: number }> };

const presetsMinor = [1_000, 5_000, 20_000] as const;
const minMinor = 100;
const maxBalanceMinor = 1_000_000;

/** One key per amount that is meant: a second click, or a repeat after a lost answer, pays in once. */
export function TopUpForm({ locale, currency, next, action }: TopUpFormProps) {
  const t = useTranslations('account.wallet');
  const router = useRouter();
  const { refresh } = useMe();
  const { run, isBusy, fault, setFault } = useAction(action);
  const [amount, setAmount] = useState('50');
  const [isAmountWrong, setIsAmountWrong] = useState(false);
  const [added, setAdded] = useState<{ readonly amountMinor: number; readonly balanceMinor: number } | null>(null);
  const key = useRef<string | null>(null);
  const money = (minor: number) => formatMoney(minor, currency, locale);

  function change(text: string) {
    key.current = null;
    setAmount(text);
    setIsAmountWrong(false);
    setFault(null);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setAdded(null);
    key.current ??= crypto.randomUUID();
    const parsed = topUpInput.safeParse({ amountMinor: parseAmount(amount), idempotencyKey: key.current });
    setIsAmountWrong(!parsed.success);
    if (!parsed.success) return;
    const done = await run(parsed.data);
    if (!done) return;
    key.current = null;
    setAdded({ amountMinor: parsed.data.amountMinor, balanceMinor: done.value.balanceMinor });
    router.refresh();
    await refresh();
  }

  const left = typeof fault === 'object' && fault?.code === 'amount-out-of-range' ? fault.params?.maxMinor : undefined;
  const fieldError = isAmountWrong ? t('amountFault', { min: money(minMinor) }) : typeof left === 'number' ? t('full', { max: money(maxBalanceMinor), left: money(left) }) : undefined;
  return (
    <ScriptForm noValidate onSubmit={(event) => { void submit(event); }} className="space-y-4">
      <div className="flex flex-wrap gap-2">
        {presetsMinor.map((minor) => (
          <Button key={minor} size="sm" aria-pressed={parseAmount(amount) === minor} className="min-h-10 aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-strong" onClick={() => { change(String(minor / 100)); }}>{money(minor)}</Button>
        ))}
      </div>
      <div className="flex flex-wrap items-end gap-3">
        <Field id="amount" label={t('amount', { currency })} error={fieldError} isRequired className="w-full max-w-64">
          {(control) => <TextInput {...control} name="amount" inputMode="decimal" autoComplete="off" value={amount} onChange={(event) => { change(event.currentTarget.value); }} />}
        </Field>
        <Button type="submit" variant="primary" isBusy={isBusy}>{t('submit')}</Button>
      </div>
      {fieldError ? null : <ActionFaultAlert fault={fault} />}
      {added ? (
        <Alert tone="good" isLive>
          <p>{t('added', { amount: money(added.amountMinor), balance: money(added.balanceMinor) })}</p>
          {next === null ? null : <LinkButton variant="primary" href={next} prefetch={false} className="mt-2">{/\/account\/cart(?:[?#]|$)/.test(next) ? t('backToCart') : t('back')}</LinkButton>}
        </Alert>
      ) : null}
    </ScriptForm>
  );
}
