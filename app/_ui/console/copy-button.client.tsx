'use client';

import { useEffect, useState } from 'react';
import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { classNames } from '../class-names';

/** `label` says what is copied, beside the picture where the button stands alone. Where the browser gives no clipboard (plain http), the button is not there: the text can still be selected. */
export function CopyButton({ text, label, isLabelShown = false }: { readonly text: string; readonly label: string; readonly isLabelShown?: boolean }) {
  const common = useTranslations('common');
  const [canCopy, setCanCopy] = useState(false);
  const [isCopied, setIsCopied] = useState(false);

  useEffect(() => { setCanCopy('clipboard' in navigator); }, []);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => { setIsCopied(false); }, 2_000);
    return () => { clearTimeout(timer); };
  }, [isCopied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setIsCopied(true);
    } catch {
      setCanCopy(false);
    }
  }

  const Icon = isCopied ? Check : Copy;
  return (
    <>
      <button type="button" aria-label={label} title={common('copy')} hidden={!canCopy} onClick={() => { void copy(); }} className={classNames('shrink-0 items-center hover:bg-sunken [[hidden]]:hidden', isLabelShown ? 'inline-flex min-h-10 gap-2 rounded-lg border border-line-strong bg-surface px-4 text-sm font-medium' : 'inline-grid size-7 place-items-center rounded-md text-ink-faint hover:text-ink')}>
        <Icon aria-hidden className="size-4" />{isLabelShown ? label : null}
      </button>
      <span role="status" className="sr-only">{isCopied ? common('copied') : ''}</span>
    </>
  );
}
