import { Download, Eye, FileCheck, MonitorSmartphone, ScanSearch, SlidersHorizontal, Trash2 } from 'lucide-react';
import Link from 'next/link';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';

/** Everything a person may see and do about her own data, on whichever page it is. */
export function PrivacyCentre({ locale }: { readonly locale: Locale }) {
  const t = translator(locale, 'notice.centre');
  const root = `/${locale}/account`;
  const items = [
    { key: 'know', href: `${root}/privacy#known`, icon: <ScanSearch aria-hidden /> },
    { key: 'purposes', href: `${root}/privacy#choices`, icon: <SlidersHorizontal aria-hidden /> },
    { key: 'receipts', href: `${root}/privacy#history`, icon: <FileCheck aria-hidden /> },
    { key: 'seen', href: `${root}/rights#sightings`, icon: <Eye aria-hidden /> },
    { key: 'devices', href: `${root}/security#sessions`, icon: <MonitorSmartphone aria-hidden /> },
    { key: 'export', href: `${root}/rights#export`, icon: <Download aria-hidden /> },
    { key: 'erase', href: `${root}/rights#erase`, icon: <Trash2 aria-hidden /> },
  ] as const;
  return (
    <nav aria-label={t('label')} className="mb-8">
      <ul className="grid grid-cols-2 gap-2 xl:grid-cols-4">
        {items.map(({ key, href, icon }) => (
          <li key={key}>
            <Link href={href} prefetch={false} className="flex h-full items-start gap-3 rounded-card border border-line bg-surface p-3 text-sm hover:border-line-strong hover:bg-sunken [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-accent">
              {icon}
              <span><span className="block font-medium">{t(key)}</span><span className="block text-xs text-ink-soft max-sm:sr-only">{t(`${key}Text`)}</span></span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
