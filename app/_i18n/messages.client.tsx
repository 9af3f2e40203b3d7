'use client';

import { IntlProvider } from 'use-intl/react';
import type { ReactNode } from 'react';
import type { Locale } from '@/lib/shared/locale';
import { formats } from './formats';
import type { Messages } from './messages';

/** Receives its messages as data; `Messages` in provide-messages.tsx picks them on the server. */
export function MessagesProvider({ locale, messages, children }: { readonly locale: Locale; readonly messages: Messages; readonly children: ReactNode }) {
  return <IntlProvider locale={locale} messages={messages} formats={formats} timeZone="UTC">{children}</IntlProvider>;
}
