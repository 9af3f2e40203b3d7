'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Result } from '@/lib/shared/result';
import { Button } from '../button';
import { Dialog } from '../dialog.client';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction } from '../console/use-action.client';

type Props = {
  readonly label: string;
  readonly title: string;
  readonly body: string;
  readonly input: Readonly<Record<string, string>>;
  readonly action: (input: unknown) => Promise<Result<unknown>>;
  readonly isSmall?: boolean;
};

/** A step that can't be taken back says so before it is taken. */
export function ConfirmAction({ label, title, body, input, action, isSmall = false }: Props) {
  const common = useTranslations('common');
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const { isBusy, fault, run } = useAction(action);
  return (
    <Dialog
      trigger={<Button variant="danger" {...(isSmall ? { size: 'sm' as const } : {})}>{label}</Button>}
      title={title} closeLabel={common('close')} isOpen={isOpen} onOpenChange={setIsOpen}
      footer={(
        <>
          <Button onClick={() => { setIsOpen(false); }}>{common('cancel')}</Button>
          <Button variant="danger" isBusy={isBusy} onClick={() => { void run(input).then((answer) => { if (answer) { setIsOpen(false); router.refresh(); } }); }}>{label}</Button>
        </>
      )}
    >
      <div className="space-y-4">
        <p className="text-sm text-ink-soft">{body}</p>
        <ActionFaultAlert fault={fault} />
      </div>
    </Dialog>
  );
}
