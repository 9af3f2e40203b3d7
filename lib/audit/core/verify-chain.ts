import { createHash } from 'node:crypto';

export type ChainRow = {
  readonly seq: bigint;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly outcome: string;
  readonly requestId: string;
  readonly canonical: string;
  readonly prevHash: string;
  readonly hash: string;
};

export type ChainFault = 'edited' | 'missing' | 'out-of-order' | 'head-differs';
export type ChainState = { readonly seq: bigint; readonly hash: string };
export type ChainCheck = { readonly ok: true; readonly state: ChainState } | { readonly ok: false; readonly seq: bigint; readonly fault: ChainFault };

export const genesis: ChainState = { seq: 0n, hash: '0'.repeat(64) };

/** SHA-256 over 0x00 ‖ prevHash ‖ seq ‖ 0x00 ‖ canonical, as audit_append() in the first migration writes it. */
export function rowHash(prevHash: string, seq: bigint, canonical: string): string {
  return createHash('sha256').update('\0').update(`${prevHash}${seq}`).update('\0').update(canonical).digest('hex');
}

/**
 * Checks a run of rows, in order of seq, that follows `state`. Names the first row that can't be right:
 * a gap is `missing`, a wrong predecessor `out-of-order`, and a row whose bytes, hash or readable columns differ is `edited`.
 */
export function verifyChain(state: ChainState, rows: readonly ChainRow[]): ChainCheck {
  let { seq, hash } = state;
  for (const row of rows) {
    if (row.seq !== seq + 1n) return { ok: false, seq: seq + 1n, fault: row.seq > seq + 1n ? 'missing' : 'out-of-order' };
    if (row.prevHash !== hash) return { ok: false, seq: row.seq, fault: 'out-of-order' };
    if (row.hash !== rowHash(row.prevHash, row.seq, row.canonical) || !agrees(row)) return { ok: false, seq: row.seq, fault: 'edited' };
    ({ seq, hash } = row);
  }
  return { ok: true, state: { seq, hash } };
}

/** The last row must be the head the log remembers: a cut-off tail shows here, and so does what was put behind it without the one function that appends. */
export function verifyHead(state: ChainState, head: ChainState): ChainCheck {
  if (state.seq > head.seq) return { ok: false, seq: head.seq + 1n, fault: 'head-differs' };
  if (state.seq < head.seq) return { ok: false, seq: state.seq + 1n, fault: 'missing' };
  return state.seq === head.seq && state.hash === head.hash ? { ok: true, state } : { ok: false, seq: head.seq, fault: 'head-differs' };
}

/** The columns one searches by say the same as the bytes that were hashed. */
function agrees(row: ChainRow): boolean {
  const parsed: unknown = parse(row.canonical);
  if (typeof parsed !== 'object' || parsed === null) return false;
  const said = parsed as Record<string, unknown>;
  return said.seq === Number(row.seq) && said.at === row.at && said.actor === row.actor && said.action === row.action && said.objectType === row.objectType
    && said.objectId === row.objectId && said.outcome === row.outcome && said.requestId === row.requestId;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
