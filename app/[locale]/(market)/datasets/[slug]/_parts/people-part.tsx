import { collectionKinds, lawfulBases, noticeKinds, type PublicPrivacy } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Alert } from '@/app/_ui/alert';
import { formatCount, formatDate, formatPercent } from '@/app/_ui/format';
import { entityKey } from '@/app/_ui/privacy/entity-key';
import { countryNames } from '@/app/_ui/terms/country-names';
import { PartHeading } from './part-heading';

/** In plain words: is anybody in this table, how easily would she be found, and who has looked at that. */
export function PeoplePart({ locale, privacy }: { readonly locale: Locale; readonly privacy: PublicPrivacy }) {
  const t = translator(locale, 'privacy.public');
  const entity = translator(locale, 'privacy.entity');
  const bases = translator(locale, 'privacy.approval.bases');
  const kinds = [...new Set(privacy.kinds.map((kind) => entity(entityKey(kind))))];
  const basis = lawfulBases.find((name) => name === privacy.lawfulBasis);
  const from = translator(locale, 'notice.provenance');
  const [collection, notice] = [collectionKinds.find((name) => name === privacy.provenance?.collection), noticeKinds.find((name) => name === privacy.provenance?.notice)];
  const when = { columns: privacy.columnCount, at: formatDate(privacy.scannedAt, locale), version: privacy.scannerVersion };
  const lines = [
    ...(basis && privacy.approvedAt ? [t('approved', { basis: bases(basis), at: formatDate(privacy.approvedAt, locale) })] : []),
    ...(collection && notice ? [from('told', { collection: from(`collections.${collection}`), notice: from(`notices.${notice}`), territories: countryNames(privacy.provenance?.territories ?? [], locale) })] : []),
    ...(privacy.strayCount > 0 ? [t('stray', { count: privacy.strayCount })] : []), ...(privacy.rejectedCount > 0 ? [t('rejected', { count: privacy.rejectedCount })] : []),
    ...(privacy.unshownCount > 0 ? [t('unshown', { count: privacy.unshownCount })] : []), ...(privacy.epsilon === null ? [] : [t('noise', { epsilon: privacy.epsilon })]),
  ];
  return (
    <section aria-labelledby="people">
      <PartHeading id="people" title={t('title')} lead={t('lead')} />
      <Alert tone={kinds.length === 0 ? 'good' : 'warn'} title={kinds.length === 0 ? t('nothing', when) : t('found', { ...when, kinds: kinds.join(t('comma')) })}>
        {lines.length > 0 ? <ul className="list-disc space-y-1 pl-5">{lines.map((line) => <li key={line}>{line}</li>)}</ul> : null}
      </Alert>
      {privacy.risk ? (
        <dl className="mt-4 grid grid-cols-2 gap-4 text-sm sm:grid-cols-4">
          <Figure name={t('k')} value={formatCount(privacy.risk.k, locale)} words={t('kWords', { columns: privacy.risk.quasiCount })} />
          <Figure name={t('average')} value={formatPercent(privacy.risk.averageRisk, locale)} words={t('averageWords')} />
          <Figure name={t('unique')} value={formatPercent(privacy.risk.uniqueShare, locale)} words={t('uniqueWords')} />
          <Figure name={t('verdict')} value={privacy.risk.isHighRisk ? t('high') : t('notHigh')} words={t('verdictWords')} />
        </dl>
      ) : null}
    </section>
  );
}

function Figure({ name, value, words }: { readonly name: string; readonly value: string; readonly words: string }) {
  return (
    <div className="flex flex-col rounded-card border border-line bg-surface p-4">
      <dt className="text-ink-soft">{name}</dt>
      <dd className="mt-1 text-xl font-semibold tabular-nums">{value}</dd>
      <dd className="mt-1 text-xs text-ink-faint">{words}</dd>
    </div>
  );
}
