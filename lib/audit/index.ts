export type { AuditDetail } from './core/canonical-detail';
export { listAuditEvents } from './list-audit-events';
export { record, type AuditEntry } from './record';
export { verifyAudit } from './verify-audit';
export { verifyAuditChain } from './verify-audit-chain';
