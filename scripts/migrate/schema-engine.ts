import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import type * as Bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

/** The engine reports a failed script as "External error": the database's own sentence is kept beside it. */
export type OpenEngine = { readonly engine: Bindings.SchemaEngine; readonly lastFault: () => string | null; readonly close: () => Promise<void> };

let loaded: Promise<typeof Bindings> | undefined;

/** The package expects a bundler that imports WebAssembly; Node instantiates it by hand. */
async function load(): Promise<typeof Bindings> {
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const bindings = (await import(pathToFileURL(join(folder, 'schema_engine_bg.js')).href)) as typeof Bindings & WebAssembly.ModuleImports;
  const { instance } = await WebAssembly.instantiate(await readFile(join(folder, 'schema_engine_bg.wasm')), { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return bindings;
}

export async function openSchemaEngine(databaseUrl: string, schema: string): Promise<OpenEngine> {
  loaded ??= load();
  const { SchemaEngine } = await loaded;
  const scripts = new WholeScriptPg(databaseUrl);
  const adapter = bindMigrationAwareSqlAdapterFactory(scripts);
  const engine = await SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => undefined, adapter);
  return { engine, lastFault: () => scripts.lastFault, close: () => scripts.close() };
}

/**
 * adapter-pg cuts a script at every semicolon, which breaks the body of a function. PostgreSQL takes a whole script as one
 * simple query, and runs that in one transaction: a migration happens entirely or not at all.
 */
class WholeScriptPg extends PrismaPg {
  lastFault: string | null = null;
  private readonly opened: Awaited<ReturnType<PrismaPg['connect']>>[] = [];

  constructor(private readonly databaseUrl: string) {
    super({ connectionString: databaseUrl });
  }

  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await runWhole(this.databaseUrl, script).catch((error: unknown) => {
        this.lastFault = error instanceof Error ? error.message : String(error);
        throw error;
      });
    };
    this.opened.push(adapter);
    return adapter;
  }

  async close(): Promise<void> {
    await Promise.all(this.opened.splice(0).map((adapter) => adapter.dispose()));
  }
}

async function runWhole(connectionString: string, script: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(script);
  } finally {
    await client.end();
  }
}
