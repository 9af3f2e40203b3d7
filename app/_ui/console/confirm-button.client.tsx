'use client';

import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button, type ButtonSize, type ButtonVariant } from '../button';
import { Dialog } from '../dialog.client';
import { ActionFaultAlert } from './action-fault.client';
import { useAction, type Action } from './use-action.client';

type ConfirmButtonProps = {
  readonly label: string;
  readonly title: string;
  readonly body: ReactNode;
  readonly confirmLabel: string;
  readonly action: Action<unknown>;
  readonly input: unknown;
  readonly onDone: () => void;
  readonly icon?: ReactNode;
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
};

/** For what can't be taken back: says what will happen, then asks. Needs `common` close, cancel and unexpected, and `refusals`. */
export function ConfirmButton({ label, title, body, confirmLabel, action, input, onDone, icon, variant = 'danger', size = 'md' }: ConfirmButtonProps) {
  const common = useTranslations('common');
  const [isOpen, setIsOpen] = useState(false);
  const { run, isBusy, fault, setFault } = useAction(action);

  function onOpenChange(open: boolean) {
    if (isBusy) return;
    setFault(null);
    setIsOpen(open);
  }

  async function confirm() {
    if (await run(input)) {
      setIsOpen(false);
      onDone();
    }
  }

  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={title}
      closeLabel={common('close')}
      trigger={<Button variant={variant} size={size} icon={icon}>{label}</Button>}
      footer={(
        <>
          <Button disabled={isBusy} onClick={() => { onOpenChange(false); }}>{common('cancel')}</Button>
          <Button variant="danger" isBusy={isBusy} onClick={() => { void confirm(); }}>{confirmLabel}</Button>
        </>
      )}
    >
      <div className="space-y-4 text-sm text-ink-soft">
        {body}
        <ActionFaultAlert fault={fault} />
      </div>
    </Dialog>
  );
}
