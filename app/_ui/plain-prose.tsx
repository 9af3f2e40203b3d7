import { Fragment } from 'react';

/** An address in the text, bare or in angle brackets; what ends a sentence is not part of it. */
const address = /<(https?:\/\/[^\s<>]+)>|(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/g;

type Piece = { readonly text: string; readonly href: string | null };

function piecesOf(line: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of line.matchAll(address)) {
    const href = match[1] ?? match[2] ?? '';
    pieces.push({ text: line.slice(from, match.index), href: null }, { text: href, href });
    from = match.index + match[0].length;
  }
  return [...pieces, { text: line.slice(from), href: null }];
}

/** A person's own words: paragraphs and addresses, nothing else is read into them. */
export function PlainProse({ text }: { readonly text: string }) {
  return (
    <div className="max-w-prose space-y-4 text-ink-soft">
      {text.split(/\n{2,}/).map((paragraph, index) => (
        <p key={index} className="whitespace-pre-line">
          {piecesOf(paragraph).map((piece, position) => (piece.href === null
            ? <Fragment key={position}>{piece.text}</Fragment>
            : <a key={position} href={piece.href} rel="noopener nofollow ugc" className="text-link wrap-anywhere">{piece.text}</a>))}
        </p>
      ))}
    </div>
  );
}
