export declare const secretNames: readonly string[];
export declare function completeEnvFile(path: string, environment: Readonly<Record<string, string | undefined>>): Promise<readonly string[]>;
