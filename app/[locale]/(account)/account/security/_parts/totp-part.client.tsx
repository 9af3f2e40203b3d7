'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { ConfirmButton } from '@/app/_ui/console/confirm-button.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Field, TextInput } from '@/app/_ui/field';
import { ScriptForm } from '@/app/_ui/script-form.client';
import { RecoveryCodes } from './recovery-codes.client';

type Codes = { readonly recoveryCodes: readonly string[] };
type TotpPartProps = {
  readonly hasTotp: boolean;
  readonly recoveryCodesLeft: number;
  readonly start: Action<{ readonly secret: string; readonly picture: string }>;
  readonly confirm: Action<Codes>;
  readonly renew: Action<Codes>;
  readonly remove: Action<null>;
};

export function TotpPart({ hasTotp, recoveryCodesLeft, start, confirm, renew, remove }: TotpPartProps) {
  const t = useTranslations('identity.security');
  const router = useRouter();
  const [set, setSet] = useState<{ readonly secret: string; readonly picture: string } | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const starting = useAction(start);
  const confirming = useAction(confirm);
  const renewing = useAction(renew);

  async function begin() {
    const begun = await starting.run({});
    if (begun) setSet(begun.value);
  }

  async function finish(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const done = await confirming.run({ code: new FormData(event.currentTarget).get('code') });
    if (!done) return;
    setSet(null);
    setCodes(done.value.recoveryCodes);
    // What stands above says at once that it is on; the codes stay until they are kept.
    router.refresh();
  }

  async function makeNew() {
    const done = await renewing.run({});
    if (done) setCodes(done.value.recoveryCodes);
  }

  if (codes) return <RecoveryCodes codes={codes} onKept={() => { setCodes(null); router.refresh(); }} />;
  if (hasTotp) {
    return (
      <div className="space-y-4">
        <p className="text-sm text-ink-soft">{t('recoveryLeft', { count: recoveryCodesLeft })}</p>
        <ActionFaultAlert fault={renewing.fault} />
        <div className="flex flex-wrap gap-2">
          <Button isBusy={renewing.isBusy} onClick={() => { void makeNew(); }}>{t('recoveryRenew')}</Button>
          <ConfirmButton label={t('totpRemove')} title={t('totpRemoveTitle')} body={<p>{t('totpRemoveBody')}</p>} confirmLabel={t('totpRemoveConfirm')} action={remove} input={{}} onDone={() => { router.refresh(); }} />
        </div>
      </div>
    );
  }
  if (!set) {
    return (
      <div className="space-y-4">
        <ActionFaultAlert fault={starting.fault} />
        <Button isBusy={starting.isBusy} onClick={() => { void begin(); }}>{t('totpStart')}</Button>
      </div>
    );
  }
  return (
    <ScriptForm onSubmit={(event) => { void finish(event); }} className="grid gap-6 sm:grid-cols-[12rem_minmax(0,1fr)]" noValidate>
      {/* A data address: there is nothing for an image optimiser to do. */}
      <img src={set.picture} alt={t('totpPicture')} width={192} height={192} className="size-48 rounded-lg border border-line bg-white" />
      <div className="space-y-4">
        <p className="text-sm text-ink-soft">{t('totpScan')}</p>
        <p className="text-sm"><span className="text-ink-soft">{t('totpKey')}: </span><code className="font-mono break-all">{set.secret}</code></p>
        <ActionFaultAlert fault={confirming.fault} />
        <Field id="code" label={t('totpCode')} isRequired>{(control) => <TextInput {...control} name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={10} className="max-w-40" />}</Field>
        <Button type="submit" variant="primary" isBusy={confirming.isBusy}>{t('totpConfirm')}</Button>
      </div>
    </ScriptForm>
  );
}
