export declare function sourceHash(root: string, names: readonly string[], extra?: readonly string[]): Promise<string>;
