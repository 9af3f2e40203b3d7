export declare function startEmbeddedPostgres(options: { readonly stateDir: string; readonly settings?: readonly string[] }): Promise<{
  readonly url: (name: string) => string;
  readonly stop: () => Promise<void>;
  readonly dataDir: string;
}>;
