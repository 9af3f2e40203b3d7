/** Long and meaningless on purpose: cut for the eye, whole for the pointer and for copying from the page's source. */
export function Pseudonym({ value, isWhole = false }: { readonly value: string; readonly isWhole?: boolean }) {
  return <span title={value} className="font-mono text-xs break-all text-ink-soft">{isWhole || value.length <= 16 ? value : `${value.slice(0, 13)}…`}</span>;
}
