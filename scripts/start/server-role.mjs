// As whom the server works in the database: a login role of its own that owns nothing. Plain JavaScript, since `npm start` needs it before anything is compiled.
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/**
 * The role of the server in the database an address names. Roles belong to a whole PostgreSQL server, so each exchange on it has its own.
 * @param {string} ownerUrl
 */
export function serverRoleName(ownerUrl) {
  const database = decodeURIComponent(new URL(ownerUrl).pathname.slice(1));
  // A name has 63 bytes in PostgreSQL, which cuts off the rest: of two long ones that begin alike, each keeps a mark of its own.
  if (Buffer.byteLength(database) <= 56) return `${database}_server`;
  let head = database;
  while (Buffer.byteLength(head) > 47) head = head.slice(0, -1);
  return `${head}_${createHash('sha256').update(database).digest('hex').slice(0, 8)}_server`;
}

/**
 * The address under which a server or worker connects: DATABASE_APP_URL, else the role that is made with DATABASE_APP_PASSWORD beside DATABASE_URL.
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {string | null}
 */
export function serverDatabaseUrl({ DATABASE_URL, DATABASE_APP_URL, DATABASE_APP_PASSWORD }) {
  if (DATABASE_APP_URL) return DATABASE_APP_URL;
  if (!DATABASE_URL || !DATABASE_APP_PASSWORD) return null;
  const url = new URL(DATABASE_URL);
  url.username = encodeURIComponent(serverRoleName(DATABASE_URL));
  url.password = encodeURIComponent(DATABASE_APP_PASSWORD);
  return url.toString();
}

/** What PostgreSQL stores of a password (RFC 5802, 7677): the password itself never stands in a statement, so in no log of them. */
export function scramVerifier(password, salt = randomBytes(16)) {
  const iterations = 4096;
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const mac = (text) => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(mac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${mac('Server Key').toString('base64')}`;
}

/**
 * Takes the server's own role when it can sign in and is no owner; else the owner's connection, with the sentence that has to be said.
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {Promise<{ url: string, warning: string | null }>}
 */
export async function chooseServerDatabase(environment) {
  const url = serverDatabaseUrl(environment);
  const { DATABASE_URL: ownerUrl } = environment;
  if (url === null) {
    if (!ownerUrl) throw new Error('Neither DATABASE_URL nor DATABASE_APP_URL names a database.');
    return { url: ownerUrl, warning: `The server works as the owner of the database, who could change the audit log: ${whatToDo(ownerUrl)}` };
  }
  const state = await roleState(url);
  if (state === 'limited') return { url, warning: null };
  if (state === 'owner') return { url, warning: 'DATABASE_APP_URL names a role that owns the tables or could change the audit log: name one that may not.' };
  if (!ownerUrl) throw new Error(`The role of DATABASE_APP_URL can't sign in: ${state}`);
  return { url: ownerUrl, warning: `The role ${decodeURIComponent(new URL(url).username)} can't sign in (${state}), so the server works as the owner of the database, who could change the audit log: ${whatToDo(ownerUrl)}` };
}

/** For an operator whose migrating role may make no other. */
export function whatToDo(ownerUrl) {
  return `make a role (CREATE ROLE "${serverRoleName(ownerUrl)}" LOGIN PASSWORD '…'), name it in DATABASE_APP_URL, and start again; the start gives it its rights.`;
}

async function roleState(connectionString) {
  const { default: pg } = await import('pg');
  const connection = new pg.Client({ connectionString });
  try {
    await connection.connect();
    const { rows } = await connection.query(`
      select r.rolsuper or pg_has_role(r.oid, c.relowner, 'MEMBER') or has_table_privilege(r.oid, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER') as can_write,
        has_table_privilege(r.oid, c.oid, 'SELECT') as can_read
      from pg_roles r, pg_class c where r.rolname = current_user and c.oid = to_regclass('"AuditEvent"')`);
    if (rows.length === 0) return 'the database is not prepared';
    if (rows[0].can_write) return 'owner';
    return rows[0].can_read ? 'limited' : 'it has no rights here yet';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await connection.end().catch(() => undefined);
  }
}

/**
 * The environment of a process that serves or works: the address it connects to, and no other.
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} url
 */
export function serverEnvironment({ DATABASE_APP_URL: _url, DATABASE_APP_PASSWORD: _password, ...environment }, url) {
  // Empty rather than missing, so that reading .env again doesn't bring them back.
  return { ...environment, DATABASE_URL: url, DATABASE_APP_URL: '', DATABASE_APP_PASSWORD: '' };
}
