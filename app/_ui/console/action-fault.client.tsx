'use client';

import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { Alert } from '../alert';
import { StepUpPrompt } from '../identity/step-up-prompt.client';
import { RefusalText } from '../refusal-text.client';
import type { ActionFault } from './use-action.client';

type Props = { readonly fault: ActionFault | null; readonly peopleHref?: string; readonly className?: string };

/** Needs the `refusals` and `common.unexpected` messages around it, and `seller.steps` where `peopleHref` says which page answers what is refused for the people in a table. */
export function ActionFaultAlert({ fault, peopleHref, className }: Props) {
  const common = useTranslations('common');
  if (fault === null) return null;
  if (fault !== 'unexpected' && fault.code === 'step-up-needed') return <StepUpPrompt />;
  const isOfPeople = peopleHref !== undefined && fault !== 'unexpected' && fault.code.startsWith('privacy-');
  return <Alert tone="bad" isLive className={className} actions={isOfPeople ? <PeopleLink href={peopleHref} /> : undefined}>{fault === 'unexpected' ? common('unexpected') : <RefusalText refusal={fault} />}</Alert>;
}

function PeopleLink({ href }: { readonly href: string }) {
  const t = useTranslations('seller.steps');
  return <Link href={href} className="text-link">{t('toPeople')}</Link>;
}
