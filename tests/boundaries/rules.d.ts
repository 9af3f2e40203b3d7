import type { IForbiddenRuleType } from 'dependency-cruiser';

export declare const moduleLine: readonly string[];
export declare function boundaryRules(root?: string): IForbiddenRuleType[];
