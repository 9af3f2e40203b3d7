import { ShieldAlert, ShieldCheck } from 'lucide-react';
import type { AuditStatusView } from '@/lib/audit/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Alert } from '@/app/_ui/alert';
import { formatDateTime } from '@/app/_ui/format';

/** Always there, always true: what is known of the log at the moment the page was made. */
export function LogState({ locale, status }: { readonly locale: Locale; readonly status: AuditStatusView }) {
  const [t, verify, guard] = [translator(locale, 'trust.audit'), translator(locale, 'admin.audit.verify'), translator(locale, 'guard.role')];
  const { report } = status;
  const Icon = report.isIntact ? ShieldCheck : ShieldAlert;
  return (
    <Alert tone={!report.isIntact ? 'bad' : status.role.isLimited ? 'good' : 'warn'} title={<span className="inline-flex items-center gap-2"><Icon aria-hidden className="size-4" />{`${t('status')}: ${report.isIntact ? t('intact') : t('broken')}`}</span>}>
      {report.isIntact
        ? <p>{status.isComplete ? t('checkedNow', { count: report.rowCount }) : status.fullAt === null ? t('neverFull') : t('checkedEnd', { at: formatDateTime(status.fullAt, locale) })}</p>
        : <><p>{verify('broken', { seq: report.firstBadSeq })} {verify(`fault.${report.fault}`)}</p><p className="mt-1">{verify('advice', { seq: report.firstBadSeq })}</p></>}
      <p className="mt-1">{status.role.isLimited ? guard('limited', { role: status.role.name }) : <strong>{guard('owner', { role: status.role.name })}</strong>}</p>
      {status.archivedTo > 0 ? <p className="mt-1">{t('archived', { seq: status.archivedTo })}</p> : null}
    </Alert>
  );
}
