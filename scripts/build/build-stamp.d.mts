export function isBuilt(): boolean;
export function stampBuild(build: () => Promise<void> | void): Promise<void>;
