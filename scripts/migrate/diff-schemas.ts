import { openSchemaEngine } from './schema-engine';
import { withDatabase } from './with-database';

/** The SQL that leads from one schema to another; from nothing when `before` is null. The engine wants a database to be there, and doesn't look into it. */
export function diffSchemas(before: string | null, after: string): Promise<string> {
  return withDatabase(async (databaseUrl) => {
    const { engine, close } = await openSchemaEngine(databaseUrl, after);
    try {
      const container = (content: string) => ({ tag: 'schemaDatamodel' as const, files: [{ path: 'schema.prisma', content }] });
      const result = await engine.diff({
        from: before === null ? { tag: 'empty' } : container(before), to: container(after), script: true, exitCode: null, filters: { externalTables: [], externalEnums: [] },
      });
      return result.stdout ?? '';
    } finally {
      await close();
    }
  });
}
