import pg from 'pg';
import { poolOf, type Db } from './client';
import type { Prisma } from './generated/client';
import { statementName } from './statement-name';

const { builtins } = pg.types;
/** The same values that the client makes of them: times in UTC, whole numbers of eight bytes as bigint. Everything else of these statements is text, a number, or JSON. */
const parsers: Readonly<Partial<Record<number, (text: string) => unknown>>> = {
  [builtins.INT8]: BigInt,
  [builtins.TIMESTAMP]: (text) => new Date(`${text.replace(' ', 'T')}Z`),
};
// A parser is chosen by the oid of a column; those of arrays have theirs in the library.
const types = { getTypeParser: (oid: number): ((text: string) => unknown) => parsers[oid] ?? (pg.types.getTypeParser(oid, 'text') as (text: string) => unknown) };

/**
 * Rows of a statement that begins with its name (`/* named … *\/`): what every list and every signed-in page asks is asked of the connection itself, which
 * takes a fraction of the time that the client's layers take. Within a transaction it is asked as anything else there.
 */
export async function readNamed<Row extends object>(db: Db, statement: Prisma.Sql): Promise<Row[]> {
  const pool = poolOf(db);
  if (!pool) return db.$queryRaw<Row[]>(statement);
  const { rows } = await pool.query<Row>({ name: statementName(statement.sql), text: statement.text, values: statement.values as unknown[], types: types as pg.CustomTypesConfig });
  return rows;
}
