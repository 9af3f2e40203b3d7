export declare function takeStartLock(path: string): () => void;
