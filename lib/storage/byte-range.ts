/** `end` is inclusive. */
export type ByteRange = { readonly start: number; readonly end: number };
