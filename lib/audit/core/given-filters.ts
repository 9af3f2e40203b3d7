import type { AuditDetail } from './canonical-detail';

/** The filters that were set, as an audit detail. */
export function givenFilters(filters: Readonly<Record<string, string | number | undefined>>): AuditDetail {
  return Object.fromEntries(Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}
