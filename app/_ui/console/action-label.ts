import { auditActions } from '@/lib/audit/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';

/** An action of a newer version than this page stays readable under its own name. */
export function actionLabel(action: string, locale: Locale): string {
  const known = auditActions.find((each) => each === action);
  return known ? translator(locale, 'admin.audit.actionName')(known) : action;
}
