import { Check } from 'lucide-react';
import Link from 'next/link';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { classNames } from '@/app/_ui/class-names';

const steps = ['upload', 'profile', 'privacy', 'details', 'price'] as const;
export type StepName = (typeof steps)[number];

type Props = { readonly locale: Locale; readonly current: StepName; /** Null before a file is uploaded. */ readonly revisionId: string | null; /** Once there is a draft: what was written is then there again. */ readonly listingId: string | null };

/** Where one stands. What is done is a way back; a file can't be uploaded again in its place. */
export function Stepper({ locale, current, revisionId, listingId }: Props) {
  const t = translator(locale, 'seller.steps');
  const reached = steps.indexOf(current);
  return (
    <ol aria-label={t('label')} className="mb-8 grid grid-cols-5 gap-2 sm:gap-4">
      {steps.map((step, index) => (
        <li key={step} aria-current={index === reached ? 'step' : undefined} className={classNames('border-t-4 pt-2 text-sm', index <= reached ? 'border-accent' : 'border-line', index === reached ? 'font-semibold text-ink' : 'text-ink-faint')}>
          <span className="flex items-center gap-1.5">
            {index < reached ? <Check aria-hidden className="size-4 text-accent" /> : <span aria-hidden className="tabular-nums">{index + 1}</span>}
            {index < reached && step !== 'upload' && revisionId !== null
              ? <Link href={`/${locale}/sell/new?${listingId === null ? `revision=${revisionId}` : `listing=${listingId}`}&step=${step}`} className="text-link max-sm:text-xs">{t(step)}</Link>
              : <span className="max-sm:text-xs">{t(step)}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
