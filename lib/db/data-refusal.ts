import { Prisma } from './generated/client';

/** SQLSTATE classes: 22 a value that is none, 23 a constraint, 54 too much at once. Others (connection, lock, room, shutdown) say nothing of what was to be written. */
const ofTheData = /^(22|23|54)/;

/** Whether what was to be written is refused for what it is, and would be again: not because the database is away, busy or full. */
export function isDataRefusal(error: unknown): boolean {
  if (error instanceof RangeError || error instanceof Prisma.PrismaClientValidationError) return true;
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  if (error.code === 'P2002' || error.code === 'P2003') return true;
  return ofTheData.test(sqlStateOf(error.meta) ?? '');
}

/** Where adapter-pg leaves it of a statement in SQL. */
function sqlStateOf(meta: unknown): string | undefined {
  const cause = (meta as { readonly driverAdapterError?: { readonly cause?: { readonly originalCode?: unknown; readonly code?: unknown } } } | undefined)?.driverAdapterError?.cause;
  const code = cause?.originalCode ?? cause?.code;
  return typeof code === 'string' ? code : undefined;
}
