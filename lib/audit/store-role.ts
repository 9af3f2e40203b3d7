import type { Db } from '@/lib/db';
import type { DatabaseRole } from './schema';

/** As whom this process is connected, and whether the database itself keeps it from changing the log. */
export async function findDatabaseRole(db: Db): Promise<DatabaseRole> {
  const [row] = await db.$queryRaw<{ name: string; can_change: boolean }[]>`
    select r.rolname::text as name, r.rolsuper or pg_has_role(r.oid, c.relowner, 'MEMBER') or has_table_privilege(r.oid, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER') as can_change
    from pg_roles r, pg_class c where r.rolname = current_user and c.oid = '"AuditEvent"'::regclass`;
  return { name: row?.name ?? '', isLimited: row?.can_change === false };
}
