type Environment = Readonly<Record<string, string | undefined>>;
export declare function serverRoleName(ownerUrl: string): string;
export declare function serverDatabaseUrl(environment: Environment): string | null;
export declare function scramVerifier(password: string, salt?: Buffer): string;
export declare function chooseServerDatabase(environment: Environment): Promise<{ readonly url: string; readonly warning: string | null }>;
export declare function whatToDo(ownerUrl: string): string;
export declare function serverEnvironment(environment: NodeJS.ProcessEnv, url: string): NodeJS.ProcessEnv;
