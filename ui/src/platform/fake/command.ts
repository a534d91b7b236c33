/** Makes a command of what it does: logged by its name, and answered later. */
export type Command = <A extends unknown[], R>(
  name: string,
  run: (...args: A) => R,
) => (...args: A) => Promise<Awaited<R>>;
