export type { AuditDetail } from './core/canonical-detail';
export { auditVerifierKey } from './audit-key';
export { getReceipt, getTransparency, getConsistency, type Transparency } from './get-transparency';
export { listAuditEvents } from './list-audit-events';
export { makeCheckpoint, PastHasChanged } from './make-checkpoint';
export { proveEvent } from './prove-event';
export { record, type AuditEntry } from './record';
export { verifyAudit } from './verify-audit';
export { verifyAuditChain } from './verify-audit-chain';
