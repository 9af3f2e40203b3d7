import type { ReactNode } from 'react';
import type { Locale } from '@/lib/shared/locale';
import { pickMessages, type NamespacePath } from './messages';
import { MessagesProvider } from './messages.client';

type MessagesProps = {
  readonly locale: Locale;
  /** `common`, `market.buy` …: nothing else travels to the browser. */
  readonly namespaces: readonly NamespacePath[];
  readonly children: ReactNode;
};

/** Wrap the client components of a page in this; inside them `useTranslations('market.buy')` from use-intl works. */
export function Messages({ locale, namespaces, children }: MessagesProps) {
  return <MessagesProvider locale={locale} messages={pickMessages(locale, withStepUp(namespaces))}>{children}</MessagesProvider>;
}

/** Wherever a refusal can be shown, one of them may ask for a fresh proof. */
function withStepUp(namespaces: readonly NamespacePath[]): readonly NamespacePath[] {
  return namespaces.includes('refusals') ? [...namespaces, 'identity.stepUp'] : namespaces;
}
