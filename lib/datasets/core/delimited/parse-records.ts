export type Quoting = { readonly delimiter: string; /** Empty: quotes mean nothing. */ readonly quote: string; readonly escape: string };
export type DelimitedRecord = { /** The line it begins on, from 1. */ readonly line: number; readonly fields: readonly string[] };
export type ParsedRecords = {
  readonly records: readonly DelimitedRecord[];
  /** The line of the first record in which something follows a closing quote, or in which a quote is never closed; null: none. */
  readonly faultLine: number | null;
};

/**
 * Records of delimited text after RFC 4180, read strictly. `isWhole` false: the text is the beginning of a longer one, so its last record is
 * left out. Lines without a character are no records. Ends of lines may be LF, CRLF or CR, mixed.
 */
export function parseRecords(text: string, { delimiter, quote, escape }: Quoting, { isWhole, maxRecords }: { readonly isWhole: boolean; readonly maxRecords: number }): ParsedRecords {
  const records: DelimitedRecord[] = [];
  let [at, line, start] = [0, 1, 1];
  let [fields, field, isBlank]: [string[], string, boolean] = [[], '', true];
  const endField = (): void => { fields.push(field); field = ''; };
  const endRecord = (): void => {
    if (!isBlank) { endField(); records.push({ line: start, fields }); }
    [fields, field, isBlank, start] = [[], '', true, line];
  };
  while (at < text.length && records.length < maxRecords) {
    const char = text.charAt(at);
    if (char === '\n' || char === '\r') {
      at += char === '\r' && text.charAt(at + 1) === '\n' ? 2 : 1;
      line += 1;
      endRecord();
    } else if (char === delimiter) {
      isBlank = false;
      endField();
      at += 1;
    } else if (quote !== '' && char === quote && field === '') {
      isBlank = false;
      const closed = readQuoted(text, at + 1, quote, escape);
      if (closed === null) return { records, faultLine: isWhole ? start : null };
      field = closed.value;
      line += closed.lines;
      at = closed.end;
      const next = text.charAt(at);
      if (next !== '' && next !== delimiter && next !== '\n' && next !== '\r') return { records, faultLine: start };
    } else {
      isBlank = false;
      const end = nextMark(text, at, delimiter);
      field += text.slice(at, end);
      at = end;
    }
  }
  if (isWhole && at >= text.length) endRecord();
  return { records, faultLine: null };
}

function nextMark(text: string, from: number, delimiter: string): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === delimiter || char === '\n' || char === '\r') return at;
  }
  return text.length;
}

/** What stands between quotes, from after the opening one; null when no quote closes it. */
function readQuoted(text: string, from: number, quote: string, escape: string): { readonly value: string; readonly end: number; readonly lines: number } | null {
  let value = '';
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at);
    const isDoubled = char === escape && (escape !== quote || text.charAt(at + 1) === quote);
    if (isDoubled) {
      value += text.charAt(at + 1);
      at += 1;
    } else if (char === quote) return { value, end: at + 1, lines: value.split('\n').length - 1 };
    else value += char;
  }
  return null;
}
