export declare function isNodeSupported(version: string): boolean;
export declare function requireRoom(folder: string, neededBytes: number): Promise<void>;
