import Link from 'next/link';
import type { ReactNode } from 'react';
import { findLicence } from '@/lib/catalog';
import type { OwnedRevisions, OwnedRow } from '@/lib/orders/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Alert } from '@/app/_ui/alert';
import { Badge } from '@/app/_ui/badge';
import { LinkButton } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { CopyButton } from '@/app/_ui/console/copy-button.client';
import { formatBytes, formatDate, formatMoney } from '@/app/_ui/format';
import { grantDownloadAction } from '../actions';
import { OwnedRevisionList } from './owned-revisions';
import { DownloadButton } from './download-button.client';
import { SubscriptionLine } from './subscription-line';

/** One right: what it is, under which terms, which exact bytes, and the button that fetches them. */
export function OwnedDataset({ locale, row: bought, revisions }: { readonly locale: Locale; readonly row: OwnedRow; readonly revisions?: OwnedRevisions | undefined }) {
  const row = received(bought, revisions);
  const t = translator(locale, 'account.data');
  const common = translator(locale, 'common.fact');
  const menu = translator(locale, 'menu');
  const refund = translator(locale, 'refund.owned');
  const licence = findLicence(row.licenceCode, locale);
  const date = formatDate(row.placedAt, locale);
  return (
    <Card as="article" labelledBy={`owned-${row.entitlementId}`}>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="min-w-0">
          <h2 id={`owned-${row.entitlementId}`} className="text-lg font-semibold">
            <Link href={`/${locale}/datasets/${row.slug}`} prefetch={false} className="hover:underline">{row.title}</Link>
          </h2>
          <p className="mt-1 text-sm text-ink-soft">
            {t('from', { seller: row.sellerName })} · {row.priceMinor === 0 ? t('boughtFree', { date }) : t('bought', { date, price: formatMoney(row.priceMinor, row.currency, locale) })}
          </p>
        </div>
        {row.refund ? <Badge tone="warn">{refund('badge')}</Badge> : row.isRevoked ? (row.subscription ? null : <Badge tone="bad">{t('revoked')}</Badge>) : row.partRows === null ? null : <LinkButton size="sm" href={`/${locale}/datasets/${row.slug}`}>{menu('owned.upgrade')}</LinkButton>}
      </div>
      {row.refund ? <Alert tone="warn" className="mt-4">{refund('body', { amount: formatMoney(row.refund.amountMinor, row.currency, locale), date: formatDate(row.refund.at, locale), reason: row.refund.reason })}</Alert> : null}
      {row.subscription && !row.refund ? <SubscriptionLine locale={locale} subscription={row.subscription} currency={row.currency} isOver={row.isRevoked} /> : null}
      {row.isRevoked ? (row.subscription || row.refund ? null : <Alert tone="bad" className="mt-4">{t('revokedBody')}</Alert>) : <DownloadButton locale={locale} title={row.title} entitlementId={row.entitlementId} action={grantDownloadAction} />}
      <dl className="mt-5 grid grid-cols-2 gap-x-6 gap-y-4 border-t border-line pt-5 text-sm sm:grid-cols-4">
        <Fact name={t('file')}><span className="break-all">{row.fileName}</span></Fact>
        <Fact name={common('size')}>{row.partRows === null ? null : <>{menu('owned.part', { count: row.partRows })}, </>}{row.partRows === null ? `${row.format}, ` : null}{row.sha256 === '' ? menu('owned.notMade') : formatBytes(row.byteSize, locale)}</Fact>
        <Fact name={t('revision')}>{t('revisionText', { number: row.revisionNumber })}</Fact>
        <Fact name={t('downloads')}>{t('downloadsText', { count: row.downloadCount })}</Fact>
        <div className="col-span-full" hidden={row.sha256 === ''}>
          <dt className="text-ink-faint">{t('sha256')}</dt>
          <dd className="mt-0.5 flex items-center gap-1 font-mono text-xs"><span className="break-all">{row.sha256}</span><CopyButton text={row.sha256} label={t('copySha256', { file: row.fileName })} /></dd>
        </div>
      </dl>
      {row.markedColumns.length > 0 ? <p className="mt-4 text-sm text-ink-soft">{translator(locale, 'revisions.marking')('mine', { columns: row.markedColumns.join(', ') })}</p> : null}
      {revisions && !row.isRevoked ? <OwnedRevisionList locale={locale} title={row.title} own={revisions} /> : null}
      <div className="mt-4 flex flex-col gap-x-6 text-sm">
        {licence ? (
          <details>
            <summary className="inline-flex min-h-8 items-center text-accent hover:underline">{t('readLicence')}: {licence.name}</summary>
            <div className="mt-2 max-h-64 max-w-prose overflow-y-auto rounded-lg border border-line bg-sunken p-4 text-xs whitespace-pre-line text-ink-soft" role="region" aria-label={licence.name} tabIndex={0}>{licence.text}</div>
          </details>
        ) : null}
        <details>
          <summary className="inline-flex min-h-8 items-center text-accent hover:underline">{t('verify')}</summary>
          <CheckFile locale={locale} fileName={row.fileName} />
        </details>
        {row.isRevoked ? null : <a href={`/api/dictionaries/owned/${row.entitlementId}?locale=${locale}`} download className="inline-flex min-h-8 items-center text-accent hover:underline">{translator(locale, 'dictionary')('asCsv')}</a>}
        <a href={`/api/receipts/orders/${row.orderId}?locale=${locale}`} download className="inline-flex min-h-8 items-center text-accent hover:underline">{translator(locale, 'registry.transparency')('receipt')}</a>
      </div>
    </Card>
  );
}

/** The file and its checksum are of the revision that the button fetches, which need not be the one that was bought. */
function received(row: OwnedRow, revisions: OwnedRevisions | undefined): OwnedRow {
  const followed = revisions?.revisions.find((revision) => revision.id === revisions.followedId);
  // Of a part the checksum is of the part.
  return followed && (row.partRows === null || row.markedColumns.length > 0) ? { ...row, revisionNumber: followed.number, fileName: followed.fileName, byteSize: followed.byteSize, sha256: followed.sha256 } : row;
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-faint">{name}</dt>
      <dd className="mt-0.5 font-medium">{children}</dd>
    </div>
  );
}

/** The commands each system has from the start. */
function CheckFile({ locale, fileName }: { readonly locale: Locale; readonly fileName: string }) {
  const t = translator(locale, 'account.data');
  // Quoted for each shell; a name that could leave its quotes is not put into a command to be pasted.
  const name = /^[\p{L}\p{N} ._()-]+$/u.test(fileName) && !fileName.startsWith('-') ? `"${fileName}"` : 'FILE';
  const commands = [[t('verifyLinux'), `sha256sum ${name}`], [t('verifyMac'), `shasum -a 256 ${name}`], [t('verifyWindows'), `certutil -hashfile ${name} SHA256`]] as const;
  return (
    <div className="mt-2 max-w-prose space-y-3 text-ink-soft">
      <p>{t('verifyBody')}</p>
      <dl className="space-y-2">
        {commands.map(([system, command]) => (
          <div key={system} className="flex flex-wrap gap-x-3 gap-y-0.5 text-xs">
            <dt className="w-16 text-ink-faint">{system}</dt>
            <dd className="font-mono break-all">{command}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
