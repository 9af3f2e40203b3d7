/** What the answering process is told, as JSON on its standard input; it answers with a Result of QuestionAnswer as JSON on its standard output. */
export type QuestionJob = { readonly path: string; readonly sql: string; /** Instead of what a question usually may take. */ readonly seconds?: number };

/** `isCut`: there were more rows than are shown. */
export type QuestionAnswer = {
  readonly columns: readonly { readonly name: string; readonly type: string; readonly isNumber: boolean }[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly isCut: boolean;
  readonly milliseconds: number;
};

export const questionLimits = {
  rows: 1_000,
  columns: 100,
  cellCharacters: 500,
  answerBytes: 2 * 1024 * 1024,
  memoryMegabytes: 192,
  /** Of the whole process, engine, runtime and all; it ends itself above. */
  residentMegabytes: 700,
  /** The engine is interrupted after this, the process killed a second later. */
  seconds: 3,
} as const;
