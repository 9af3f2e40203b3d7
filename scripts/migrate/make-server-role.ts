import pg from 'pg';
import { scramVerifier, serverRoleName, whatToDo } from '../start/server-role.mjs';

type Frame = { readonly ownerUrl: string; readonly appUrl?: string | undefined; readonly appPassword?: string | undefined };

/**
 * Makes the role the server works under, where this connection may, and gives it its rights anew: what later migrations and the queue made is covered by
 * every start. Null when all is well, else the sentence to say. @throws Error when the role that is named could change the audit log
 */
export async function makeServerRole({ ownerUrl, appUrl, appPassword }: Frame): Promise<string | null> {
  if (!appUrl && !appPassword) return null;
  const role = appUrl ? decodeURIComponent(new URL(appUrl).username) : serverRoleName(ownerUrl);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    if (!appUrl && appPassword) await makeRole(owner, role, appPassword);
    await owner.query('select grant_server_role($1)', [role]);
    return null;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    // insufficient_privilege, undefined_object: said, and the server says again as whom it works.
    if (error.code === '42501' || error.code === '42704') return `The role ${role} has no rights here (${error.message}): ${whatToDo(ownerUrl)}`;
    throw new Error(error.message);
  } finally {
    await owner.end();
  }
}

async function makeRole(owner: pg.Client, role: string, password: string): Promise<void> {
  const name = owner.escapeIdentifier(role);
  const { rowCount } = await owner.query('select 1 from pg_roles where rolname = $1', [role]);
  if (!rowCount) await owner.query(`create role ${name} login`).catch((error: unknown) => {
    // Another starter of the same database was quicker.
    if (!(error instanceof pg.DatabaseError && (error.code === '42710' || error.code === '23505'))) throw error;
  });
  await owner.query(`alter role ${name} login password ${owner.escapeLiteral(scramVerifier(password))}`);
}
