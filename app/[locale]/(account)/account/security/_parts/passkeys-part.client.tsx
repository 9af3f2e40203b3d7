'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { PasskeyCreation } from '@/lib/identity/schema';
import { Alert } from '@/app/_ui/alert';
import { Button } from '@/app/_ui/button';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { ConfirmButton } from '@/app/_ui/console/confirm-button.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { Field, TextInput } from '@/app/_ui/field';
import { makePasskey } from '@/app/_ui/identity/passkey.client';
import { postJson } from '@/app/_ui/identity/post-json.client';
import { StepUpPrompt } from '@/app/_ui/identity/step-up-prompt.client';
import { ScriptForm } from '@/app/_ui/script-form.client';

type ShownPasskey = { readonly id: string; readonly name: string; readonly dates: string };
type PasskeysPartProps = { readonly passkeys: readonly ShownPasskey[]; readonly add: Action<null>; readonly remove: Action<null> };

export function PasskeysPart({ passkeys, add, remove }: PasskeysPartProps) {
  const t = useTranslations('identity.security');
  const words = useTranslations('identity.stepUp');
  const router = useRouter();
  const [trouble, setTrouble] = useState<{ readonly asksProof: boolean; readonly text: string } | null>(null);
  const { run, isBusy, fault } = useAction(add);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get('name')).trim() || t('passkeyNamePlaceholder');
    setTrouble(null);
    const asked = await postJson<PasskeyCreation>('/api/passkeys', { purpose: 'new' });
    if (!asked.ok) {
      setTrouble({ asksProof: asked.code === 'step-up-needed', text: asked.detail || words('failed') });
      return;
    }
    const made = await makePasskey(asked.value);
    if (made === null) {
      setTrouble({ asksProof: false, text: words('cancelled') });
    } else if (await run({ ...made, name })) {
      form.reset();
      router.refresh();
    }
  }

  return (
    <div className="space-y-5">
      {passkeys.length === 0 ? <p className="text-sm text-ink-soft">{t('passkeysNone')}</p> : (
        <ul className="divide-y divide-line rounded-lg border border-line">
          {passkeys.map(({ id, name, dates }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
              <span className="flex min-w-0 items-center gap-3"><KeyRound aria-hidden className="size-4 shrink-0 text-ink-faint" /><span className="min-w-0"><span className="block text-sm font-medium break-words">{name}</span><span className="block text-xs text-ink-faint">{dates}</span></span></span>
              <ConfirmButton label={t('remove')} size="sm" title={t('removeTitle')} body={<p>{t('removeBody', { name })}</p>} confirmLabel={t('removeConfirm')} action={remove} input={{ id }} onDone={() => { router.refresh(); }} />
            </li>
          ))}
        </ul>
      )}
      <ScriptForm onSubmit={(event) => { void submit(event); }} className="max-w-md space-y-4" noValidate>
        {trouble?.asksProof ? <StepUpPrompt /> : null}
        {trouble && !trouble.asksProof ? <Alert tone="bad" isLive>{trouble.text}</Alert> : null}
        <ActionFaultAlert fault={fault} />
        <Field id="passkey-name" label={t('passkeyName')}>{(control) => <TextInput {...control} name="name" maxLength={60} placeholder={t('passkeyNamePlaceholder')} autoComplete="off" />}</Field>
        <Button type="submit" isBusy={isBusy} icon={<KeyRound aria-hidden className="size-4" />}>{t('addPasskey')}</Button>
      </ScriptForm>
    </div>
  );
}
