import { quote, quoteName } from './open-table';

/**
 * SQL that orders the rows of a relation, called as none of its columns is, by SHA-256 of a secret key and the row's content. Every prefix of this order is a random sample that
 * is contained in each longer one (bottom-k sampling): two samples of one table never add up to more than the larger, the same row is in
 * them again after the table has grown, and nobody without the key can tell which rows will be in. Equal rows are interchangeable, so ties don't matter.
 */
export function nestedOrder(relation: string, key: string): string {
  return `sha256(concat(${quote(key)}, to_json(${quoteName(relation)})::varchar))`;
}
