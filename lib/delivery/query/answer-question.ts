import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { checkQuestion } from '../core/check-question';
import { questionLimits, type QuestionAnswer, type QuestionJob } from './job';

const { rows: maxRows, columns: maxColumns, cellCharacters, answerBytes, memoryMegabytes, seconds: usualSeconds } = questionLimits;

/** An engine that is allowed nothing more than it needs: no extension, no spilled file, one thread, little memory. */
export function openEngine(): Promise<DuckDBInstance> {
  return DuckDBInstance.create(':memory:', {
    threads: '1', memory_limit: `${memoryMegabytes}MB`, temp_directory: '', max_temp_directory_size: '0GB', max_expression_depth: '250',
    autoinstall_known_extensions: 'false', autoload_known_extensions: 'false', allow_community_extensions: 'false', allow_unsigned_extensions: 'false', enable_external_file_cache: 'false',
  });
}

/**
 * Loads the sample, closes every door of the engine for good, reads the question with the engine's own parser, checks it, and only then runs
 * it. Two locks hold independently of each other: the check refuses what is not a SELECT over the sample, and the engine has nothing else to give.
 */
export async function answerQuestion(instance: DuckDBInstance, { path, sql, seconds = usualSeconds }: QuestionJob): Promise<Result<QuestionAnswer>> {
  const db = await instance.connect();
  await db.run(`create table sample as select * from read_parquet('${path.replaceAll("'", "''")}')`);
  await lockEngine(db);
  const [parsed = []] = (await db.runAndReadAll('select json_serialize_sql($1::varchar, skip_null := true, skip_empty := true, skip_default := true)', [sql])).getRows();
  const checked = checkQuestion(JSON.parse(String(parsed[0])) as unknown);
  if (!checked.ok) return checked;
  const timer = setTimeout(() => { db.interrupt(); }, seconds * 1000);
  try {
    return await run(db, sql);
  } catch (error) {
    return refusalOf(error);
  } finally {
    clearTimeout(timer);
  }
}

/** From here on the engine reads and writes no file, reaches no network, loads nothing and changes no setting. */
export async function lockEngine(db: DuckDBConnection): Promise<void> {
  await db.run(`set disabled_filesystems = 'LocalFileSystem'`);
  await db.run('set enable_external_access = false');
  await db.run('set lock_configuration = true');
}

async function run(db: DuckDBConnection, sql: string): Promise<Result<QuestionAnswer>> {
  const startedAt = performance.now();
  const statement = await db.prepare(sql);
  const columns = Array.from({ length: statement.columnCount }, (_, index) => {
    const type = String(statement.columnType(index));
    return { name: statement.columnName(index), type, isNumber: /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|INTEGER|FLOAT|DOUBLE|DECIMAL.*|BIGNUM)$/.test(type) };
  });
  statement.destroySync();
  if (columns.length > maxColumns) return refuse('query-answer-too-large');
  // Cells become short text inside the engine: what is read from it is bounded by rows times columns times characters. The line ends before the bracket, so a comment at the end closes nothing.
  const names = columns.map((_, index) => `c${index}`);
  const shown = names.map((name) => `left(${name}::varchar, ${cellCharacters})`).join(', ');
  const reader = await db.streamAndReadUntil(`select ${shown} from (${sql.replace(/;[\s;]*$/, '')}\n) as answer(${names.join(', ')})`, maxRows + 1);
  const all = reader.getRows();
  const rows = all.slice(0, maxRows).map((row) => row.map((value) => (value === null ? null : String(value))));
  if (JSON.stringify(rows).length > answerBytes) return refuse('query-answer-too-large');
  return ok({ columns, rows, isCut: all.length > maxRows, milliseconds: Math.round(performance.now() - startedAt) });
}

/** The engine's own words about the reader's own text: there is nothing else in this engine that they could tell. */
function refusalOf(error: unknown): Result<never> {
  const text = error instanceof Error ? error.message : '';
  if (/^INTERRUPT/i.test(text)) return refuse('query-took-too-long', { params: { seconds: usualSeconds } });
  if (/^Out of Memory/i.test(text)) return refuse('query-needs-too-much-memory');
  return refuse('query-wrong', { params: { detail: (text.split('\n')[0] ?? '').slice(0, 300) } });
}
