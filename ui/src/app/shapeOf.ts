import type { ColumnKey, ColumnRule, Columns, Shape, ShapeStep } from "../bindings";

/** A shape about which nobody said anything: all is found out. */
export const AUTO_SHAPE: Shape = {
  format: { kind: "auto" },
  charset: null,
  records: { kind: "auto" },
  lists: [],
  columns: { naming: "dotted", rules: [], order: [], othersHidden: false },
};

/** One text for one column, for maps and for ids. */
export const keyText = ({ origin, name }: ColumnKey): string => `${origin} ${name}`;
export const isSameKey = (a: ColumnKey, b: ColumnKey): boolean => a.origin === b.origin && a.name === b.name;
export const keyOf = ({ origin, name }: ColumnKey): ColumnKey => ({ origin, name });

/** Not in the table unless somebody shows it. */
export const isAskedFor = ({ origin }: ColumnKey): boolean => origin === "request" || origin === "answer";

/** What steps come to, one after the other. The same rules as the model crate's. */
export function shapeOf(steps: readonly ShapeStep[]): Shape {
  return steps.reduce(applied, AUTO_SHAPE);
}

function applied(shape: Shape, step: ShapeStep): Shape {
  const { columns } = shape;
  const withColumns = (change: Partial<Columns>): Shape => ({ ...shape, columns: { ...columns, ...change } });
  switch (step.kind) {
    case "readAs":
      return { ...shape, format: step.format };
    case "charset":
      return { ...shape, charset: step.charset };
    case "records":
      return { ...shape, records: step.records };
    case "list": {
      const others = shape.lists.filter(({ path }) => path !== step.path);
      return { ...shape, lists: [...others, { path: step.path, policy: step.policy }] };
    }
    case "rename":
      return withColumns({
        rules: ruled(columns.rules, [step.column], { name: step.name?.trim() ? step.name : null }),
      });
    case "retype":
      return withColumns({ rules: ruled(columns.rules, [step.column], { type: step.type }) });
    case "hide":
      return withColumns({ rules: ruled(columns.rules, step.columns, { hidden: true }) });
    case "show":
      return withColumns({ rules: ruled(columns.rules, step.columns, { hidden: false }) });
    case "only": {
      const rules = columns.rules.map((rule) => ({ ...rule, hidden: null }));
      return withColumns({
        rules: ruled(rules, step.columns, { hidden: false }),
        order: step.columns,
        othersHidden: true,
      });
    }
    case "order":
      return withColumns({ order: step.columns });
    case "name":
      return withColumns({ naming: step.naming });
  }
}

function ruled(rules: readonly ColumnRule[], keys: readonly ColumnKey[], change: Partial<ColumnRule>): ColumnRule[] {
  const asked = new Set(keys.map(keyText));
  const changed = rules.map((rule) => (asked.delete(keyText(rule.column)) ? { ...rule, ...change } : rule));
  const made = keys
    .filter((key) => asked.delete(keyText(key)))
    .map((column) => ({ column, name: null, type: null, hidden: null, ...change }));
  return [...changed, ...made];
}

export function ruleOf({ rules }: Columns, key: ColumnKey): ColumnRule | undefined {
  return rules.find(({ column }) => isSameKey(column, key));
}

/** Whether a column is left out of the table. */
export function isLeftOut(columns: Columns, key: ColumnKey): boolean {
  const hidden = ruleOf(columns, key)?.hidden ?? null;
  if (hidden !== null) return hidden;
  if (isAskedFor(key)) return true;
  return columns.othersHidden && !columns.order.some((one) => isSameKey(one, key));
}

/** The columns as a shape orders them: those that it names first, the others after them as they were. */
export function arranged<T extends ColumnKey>(columns: readonly T[], order: readonly ColumnKey[]): T[] {
  const left = new Map(columns.map((column) => [keyText(column), column]));
  const first = order.flatMap((key) => {
    const found = left.get(keyText(key));
    left.delete(keyText(key));
    return found ?? [];
  });
  return [...first, ...left.values()];
}

/** What rows are made of: shapes with the same text find the same records and the same fields in them. */
export function recordsText({ format, charset, records, lists }: Shape): string {
  // The default of a list is the same whether it is said or not, and it does not matter in which order it was.
  const policies = lists
    .filter(({ policy }) => policy.kind !== "json")
    .map((rule) => JSON.stringify([rule.path, rule.policy]))
    .sort();
  return JSON.stringify([format, charset, records, policies]);
}

/** The columns that are there because somebody asked for them. */
export const addedColumns = ({ columns }: Shape): ColumnKey[] =>
  columns.rules.filter((rule) => isAskedFor(rule.column) && rule.hidden === false).map(({ column }) => column);

/** What is to be made anew when it differs; all else only calls or arranges the same cells otherwise. */
export const rowsText = (shape: Shape): string =>
  JSON.stringify([recordsText(shape), addedColumns(shape).map(keyText).sort()]);

/** One text for shapes that come to the same table, however they were said. */
export function shapeText(shape: Shape): string {
  const { naming, rules, order, othersHidden } = shape.columns;
  const said = rules
    .map((rule) => {
      // That a field is shown says nothing unless the others are not.
      const isDefault = rule.hidden === false && !othersHidden && !isAskedFor(rule.column);
      const isAway = rule.hidden === true && isAskedFor(rule.column);
      return [keyText(rule.column), rule.name, rule.type, isDefault || isAway ? null : rule.hidden];
    })
    .filter(([, ...says]) => says.some((one) => one !== null))
    .map((rule) => JSON.stringify(rule));
  const added = addedColumns(shape).map(keyText);
  return JSON.stringify([recordsText(shape), naming, said.sort(), added, order, othersHidden]);
}
