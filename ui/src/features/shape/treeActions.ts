import { keyText } from "../../app/shapeOf";
import type { ColumnKey, Records, TreeNode } from "../../bindings";
import { type PathStep, parsePath, writePath } from "./jsonPath";
import type { Role } from "./treeRoles";

/** What can be done with a place in an answer by pressing a button at it. */
export type TreeAction =
  | { kind: "elements" | "members" | "places"; records: Records }
  /** The list in each row becomes rows, and what is around it is in all of them. */
  | { kind: "each"; list: string }
  | { kind: "add" | "leaveOut"; column: ColumnKey };

export interface TreeColumns {
  /** By `keyText`: whether a column of the table is left out. */
  leftOut: ReadonlyMap<string, boolean>;
}

const isSingle = ({ kind }: TreeNode) => kind !== "object" && kind !== "list";
const isWhole = (node: TreeNode) => node.count > 0 && node.children.length > 0;

/**
 * The path of a node for all answers: of lists whose elements are alike it does not matter which one was pressed. `above`
 * are the nodes from the root down to it.
 */
export function generalPath(above: readonly TreeNode[], node: TreeNode): string {
  const steps = parsePath(node.path) ?? [];
  const general = steps.map((step, at): PathStep => {
    const list = above[at];
    const areAlike = new Set(list?.children.map(({ kind }) => kind)).size === 1;
    return typeof step === "number" && list?.kind === "list" && areAlike ? null : step;
  });
  return writePath(general);
}

/** How a node could be the rows. */
function rowsActions(node: TreeNode, role: Role, path: string): TreeAction[] {
  const at = (unit: "elements" | "members" | "places"): TreeAction => ({
    kind: unit,
    records: { kind: "at", path, unit },
  });
  if (role.kind === "rows" || !isWhole(node)) return [];
  if (node.kind === "list") {
    const isSplit = role.kind !== "field" || role.list === undefined || role.list === "rows";
    return [...(isSplit ? [] : [{ kind: "each" as const, list: role.name }]), at("elements")];
  }
  const [first] = node.children;
  const areObjects = node.children.every(({ kind }) => kind === "object");
  const areSideBySide =
    node.children.length > 1 && node.children.every(({ kind, count }) => kind === "list" && count === first?.count);
  return [...(areObjects ? [at("members")] : []), ...(areSideBySide ? [at("places")] : [])];
}

/** One of many alike: what stands in it belongs to it, and to no row elsewhere. */
const isOfMany = (above: readonly TreeNode[]) =>
  above.some(({ kind, children }) => {
    return kind === "list" && children.length > 1 && new Set(children.map((child) => child.kind)).size === 1;
  });

function columnAction(node: TreeNode, above: readonly TreeNode[], role: Role, { leftOut }: TreeColumns): TreeAction[] {
  if (role.kind === "outside") {
    if (!isSingle(node) || isOfMany(above)) return [];
    const column: ColumnKey = { origin: "answer", name: node.path };
    return [{ kind: (leftOut.get(keyText(column)) ?? true) ? "add" : "leaveOut", column }];
  }
  if (role.kind !== "field") return [];
  const column: ColumnKey = { origin: "field", name: role.name };
  const isLeftOut = leftOut.get(keyText(column));
  // A field that is no column of the table, such as an object, has none to leave out.
  return isLeftOut === undefined ? [] : [{ kind: isLeftOut ? "add" : "leaveOut", column }];
}

/** Whether taking a node for the rows takes the columns around it away: a choice that wants a word beside it. */
export const isInRecord = ({ kind }: Role): boolean => kind === "field" || kind === "inside";

export function actionsOf(node: TreeNode, above: readonly TreeNode[], role: Role, columns: TreeColumns): TreeAction[] {
  return [...rowsActions(node, role, generalPath(above, node)), ...columnAction(node, above, role, columns)];
}
