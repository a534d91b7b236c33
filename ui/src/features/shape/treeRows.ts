import type { TreeNode } from "../../bindings";
import type { Role, TreeRoles } from "./treeRoles";

/** A line of the tree that is seen. */
export interface TreeRow {
  node: TreeNode;
  role: Role;
  /** From the root down, the node itself not among them. */
  above: TreeNode[];
  isOpen: boolean;
  /** Place among its siblings, from 1, and how many there are; the last may not be shown. */
  place: number;
  siblings: number;
}

/** Open at first: the outer levels, of lists only the first elements, as the others look the same. */
const OPEN_LEVELS = 3;
const OPEN_SIBLINGS = 1;
/** A list with more parts than these would bury what comes after it. */
const OPEN_PARTS = 40;

export function isOpenAtFirst({ node, above, place }: Omit<TreeRow, "isOpen" | "role" | "siblings">): boolean {
  if (above.length === 0) return true;
  const parent = above.at(-1);
  if (parent?.kind === "list" && place > OPEN_SIBLINGS) return false;
  return above.length <= OPEN_LEVELS && (node.kind === "object" ? node.count <= OPEN_PARTS : above.length <= 2);
}

export const hasParts = ({ children }: TreeNode): boolean => children.length > 0;

/** The lines of a tree, parts of what is shut left out. `toggled`: paths that are not as they were at first. */
export function treeRows(root: TreeNode, roles: TreeRoles, toggled: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  const visit = (node: TreeNode, role: Role, above: TreeNode[], place: number, siblings: number) => {
    const atFirst = isOpenAtFirst({ node, above, place });
    const isOpen = hasParts(node) && atFirst !== toggled.has(node.path);
    rows.push({ node, role, above, isOpen, place, siblings });
    if (!isOpen) return;
    node.children.forEach((child, at) => {
      visit(child, roles.child(child, node, role), [...above, node], at + 1, node.count);
    });
  };
  visit(root, roles.root(root), [], 1, 1);
  return rows;
}
