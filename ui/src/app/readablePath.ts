/** A dotted path as it is read: in it a dot that belongs to a key has a backslash before it. */
export const readablePath = (path: string): string => path.replace(/\\(.)/gs, "$1");
