/** Levels that are open at first. */
const LEVELS = 2;
/** Lines of a tree at first: a few screens full. Thousands of them would hold up every step through the rows. */
const LINES = 150;

/** The lists and objects of a tree that are open at first: the outer ones, in their order, as far as there are lines. */
export function openAtFirst(root: object): ReadonlySet<object> {
  const open = new Set<object>([root]);
  let lines = LINES;
  let level: object[] = [root];
  for (let depth = 0; depth <= LEVELS && level.length > 0; depth += 1) {
    const next: object[] = [];
    for (const value of level) {
      const inner = Object.values(value);
      if (inner.length > lines && value !== root) continue;
      open.add(value);
      lines -= inner.length;
      next.push(...inner.filter((one): one is object => typeof one === "object" && one !== null));
    }
    level = next;
  }
  return open;
}
