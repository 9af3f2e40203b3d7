'use client';

import { useEffect, useState } from 'react';
import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'use-intl';

/** `label` says what is copied. Where the browser gives no clipboard (plain http), the button is not there: the text can still be selected. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
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
      <button type="button" aria-label={label} title={common('copy')} hidden={!canCopy} onClick={() => { void copy(); }} className="inline-grid size-7 shrink-0 place-items-center rounded-md text-ink-faint hover:bg-sunken hover:text-ink [[hidden]]:hidden">
        <Icon aria-hidden className="size-4" />
      </button>
      <span role="status" className="sr-only">{isCopied ? common('copied') : ''}</span>
    </>
  );
}
