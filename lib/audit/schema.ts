import { z } from 'zod';

/** The closed list of what is recorded. */
export const auditActions = [
  'account.created', 'account.became-seller', 'session.opened', 'session.refused', 'session.closed', 'session.revoked',
  'notice.published', 'consent.recorded', 'audit.checkpoint-refused', 'storage.swept',
  'dataset.uploaded', 'dataset.refused', 'dataset.measured', 'quality.rule-declared', 'quality.rule-removed', 'quality.frequency-declared', 'quality.label-named', 'dataset.columns-described',
  'privacy.finding-decided', 'privacy.quasi-chosen', 'privacy.generalised', 'privacy.approval-requested', 'privacy.approval-answered', 'privacy.visibility-chosen',
  'revision.announced', 'revision.released', 'revision.release-cancelled', 'revision.retracted', 'revision.pinned', 'revision.followed',
  'listing.drafted', 'listing.published', 'listing.price-changed', 'listing.edited', 'listing.withdrawn', 'listing.taken-down', 'listing.allowed-again', 'price.suggested', 'price.simulated', 'price.proposed', 'price.proposal-answered', 'price.policy-set',
  'menu.saved', 'bundle.saved', 'bundle.retired', 'offer.requested', 'offer.made', 'offer.declined', 'subscription.cancelled', 'subscription.renewed', 'subscription.ended', 'validation.scored',
  'wallet.credited', 'order.placed', 'order.refunded', 'download.granted', 'download.served', 'marking.chosen', 'marking.traced',
  'admin.read-users', 'admin.read-orders', 'admin.read-consents', 'admin.read-audit', 'admin.read-outbox', 'audit.verified',
  'alert.raised', 'alert.resolved', 'alert.acknowledged', 'alert.exported', 'alert-rule.saved', 'alert-rule.silenced', 'alert-rule.tested', 'model.trained',
  'model.registered', 'model.staged', 'model.rolled-back', 'model.fell-back', 'experiment.started', 'experiment.stopped', 'decision.replayed', 'contest.opened', 'contest.answered',
  'access.refused', 'demo.seeded',
  'session.stepped-up', 'session.step-up-refused', 'session.new-device', 'account.email-verified', 'account.email-changed', 'account.password-changed', 'account.password-reset', 'account.reset-asked',
  'factor.totp-added', 'factor.totp-removed', 'factor.passkey-added', 'factor.passkey-removed', 'factor.recovery-used', 'factor.recovery-renewed',
  'identity.revealed', 'account.role-changed', 'account.status-changed', 'account.sessions-ended', 'keys.added', 'keys.rotated', 'admin.read-user',
  'notice.shown', 'notice.drafted', 'consent.expired', 'consent.exported', 'rights.requested', 'rights.answered', 'rights.withdrawn', 'subject.exported', 'subject.erased', 'buyer.contact-read', 'buyer.terms-declared',
  'audit.exported', 'audit.archived', 'admin.read-event', 'admin.read-rights', 'admin.read-notices',
] as const;
export type AuditAction = (typeof auditActions)[number];

export const auditLogInput = z.strictObject({
  action: z.enum(auditActions).optional(),
  actor: z.string().max(80).optional(),
  objectId: z.string().max(80).optional(),
  outcome: z.enum(['ok', 'refused']).optional(),
  /** Both days included, UTC. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  cursor: z.string().regex(/^\d{1,19}$/).optional(),
  size: z.number().int().min(1).max(100).default(50),
});
export type AuditLogInput = z.infer<typeof auditLogInput>;

export type AuditRow = {
  readonly seq: string;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly outcome: string;
  readonly requestId: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly hash: string;
  /** What is personal in it: the fields, `erased` when the person's key was destroyed, `sealed` for a reader who may not see it, null when there is none. */
  readonly personal: Readonly<Record<string, string>> | 'erased' | 'sealed' | null;
};

/** One event with everything that is needed to check it. The receipt is null until a checkpoint covers the event. */
export type AuditEventView = AuditRow & { readonly canonical: string; readonly prevHash: string; readonly isHashRight: boolean; readonly receipt: Receipt | null };

export const auditExportInput = auditLogInput.omit({ cursor: true, size: true }).extend({ format: z.enum(['jsonl', 'csv']) });
export type AuditExportInput = z.infer<typeof auditExportInput>;
export const auditEventInput = z.strictObject({ seq: z.string().regex(/^[1-9]\d{0,17}$/) });

/** What is known of the log without being asked for: everything verified just now, or (a long log) its end verified now and all of it at `fullAt`. */
export type AuditStatusView = { readonly report: VerifyReport; readonly at: string; readonly isComplete: boolean; readonly fullAt: string | null; readonly archivedTo: number; readonly role: DatabaseRole };
/** The state of the log in one line, for the head of every page of the office. `isComplete`: all of it was verified, not its end alone. */
export type AuditMarkView = { readonly isIntact: boolean; readonly isComplete: boolean; readonly rowCount: number; readonly firstBadSeq: string | null; readonly at: string };
export const auditMarkInput = z.strictObject({});
/** The database role the exchange works under. Limited: it can append to the log and read it, and nothing else. */
export type DatabaseRole = { readonly name: string; readonly isLimited: boolean };

/** A proof that an event is in the signed log: RFC 6962 audit path under a C2SP checkpoint. Checked offline by public/verify-receipt.mjs. */
export type Receipt = { readonly version: 1; readonly leaf: string; readonly index: number; readonly size: number; readonly path: readonly string[]; readonly checkpoint: string; readonly verifierKey: string; /** Where the key was followed by others: the notes by which each names the next, from the first key to this one. */ readonly keys?: readonly string[] };
/** A key of the log: it signs what is longer than `fromSize`, until the next one does. `note` is how the one before names it; null for the first. */
export type KeyView = { readonly version: number; readonly verifierKey: string; readonly fromSize: number; readonly note: string | null };
export type CheckpointView = { readonly size: number; readonly root: string; readonly at: string; readonly note: string };

export type VerifyReport =
  | { readonly isIntact: true; readonly rowCount: number; readonly headHash: string; readonly seconds: number; readonly checkpointCount: number; /** Of them, how many also lie outside of the database. */ readonly witnessCount: number; readonly signedSize: number }
  | { readonly isIntact: false; readonly rowCount: number; readonly firstBadSeq: string; readonly fault: 'edited' | 'missing' | 'out-of-order' | 'head-differs' | 'rewritten' | 'signature' | 'key-replaced'; readonly seconds: number };
