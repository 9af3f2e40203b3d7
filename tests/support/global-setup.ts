import type { TestProject } from 'vitest/node';
import { applyMigrations } from '@/scripts/migrate';
import { connectToServer } from '@/scripts/migrate/connect-to-server';
import { makeServerRole } from '@/scripts/migrate/make-server-role';
import { serverRoleName } from '@/scripts/start/server-role.mjs';
import { startTestServer } from './server';

declare module 'vitest' {
  export interface ProvidedContext {
    adminUrl: string;
    templateName: string;
    /** The role a server works under, which every copy of the template gives its rights to. */
    serverRole: string;
  }
}

export const serverPassword = 'of the tests';

/** Starts the server and prepares the migrated template that every worker's database is a copy of. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  const templateName = `databourse_template_${process.pid}`;
  const { connection: admin, address: adminUrl } = await connectToServer(server.adminUrl);
  await admin.query(`create database ${templateName} encoding 'UTF8' template template0`);
  const templateUrl = databaseUrl(adminUrl, templateName);
  await applyMigrations(templateUrl);
  const warning = await makeServerRole({ ownerUrl: templateUrl, appPassword: serverPassword });
  if (warning !== null) throw new Error(warning);
  project.provide('adminUrl', adminUrl);
  project.provide('templateName', templateName);
  project.provide('serverRole', serverRoleName(templateUrl));
  return async () => {
    const { rows } = await admin.query<{ datname: string }>('select datname from pg_database where datname like $1', [`${templateName}_copy_%`]);
    for (const { datname } of [...rows, { datname: templateName }]) await admin.query(`drop database if exists ${datname} with (force)`);
    await admin.query(`drop role if exists ${serverRoleName(templateUrl)}`);
    await admin.end();
    await server.stop();
  };
}

export function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

/** The same database, as the role of a server. */
export function asServer(url: string, role: string): string {
  const address = new URL(url);
  address.username = role;
  address.password = encodeURIComponent(serverPassword);
  return address.toString();
}
