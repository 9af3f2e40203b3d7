import type { ChildProcess } from 'node:child_process';

/** What became of a child: its whole answer, or why there is none. `killed`: ended from outside; `failed`: by itself. */
export type ChildAnswer = { readonly kind: 'answer'; readonly text: string } | { readonly kind: 'late' | 'too-long' | 'killed' | 'failed' };

/**
 * Gives a child its job as JSON on standard input and reads its standard output to the end: within so many milliseconds and so many bytes, else
 * it is killed. @throws what starting it throws
 */
export function childAnswer(child: ChildProcess, { job, milliseconds, maxBytes }: { readonly job: unknown; readonly milliseconds: number; readonly maxBytes: number }): Promise<ChildAnswer> {
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('A child without its channels');
  return new Promise((answer, fail) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    let ended: 'late' | 'too-long' | null = null;
    const end = (why: 'late' | 'too-long'): void => {
      ended ??= why;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(end, milliseconds, 'late');
    stdout.on('data', (piece: Buffer) => {
      bytes += piece.length;
      if (bytes > maxBytes) end('too-long');
      else pieces.push(piece);
    });
    child.on('error', fail);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (ended) answer({ kind: ended });
      else if (code === 0) answer({ kind: 'answer', text: Buffer.concat(pieces).toString('utf8') });
      else answer({ kind: signal === null ? 'failed' : 'killed' });
    });
    // A child that dies at once closes its input; its end is told by 'close'.
    stdin.on('error', () => undefined);
    stdin.end(JSON.stringify(job));
  });
}
