import type { ListPolicy, RecordUnit, TreeNode } from "../../bindings";
import { dotted, leadsTo, type PathStep, parsePath } from "./jsonPath";

/** What a place in an answer is to the table. */
export type Role =
  /** Around the rows: a single value can be a column that is the same in every row of the answer. */
  | { kind: "outside" }
  /** The list or object whose parts are the rows. */
  | { kind: "rows" }
  | { kind: "record" }
  /** In a record: what is there is the column of this name; of a list there, `list` is what becomes of it in its row. */
  | { kind: "field"; name: string; list?: ListPolicy["kind"] }
  /** In a list that is one cell of its row, or of which nothing is known. */
  | { kind: "inside" };

export interface RowsAt {
  path: string;
  unit: RecordUnit;
}

type Policies = (path: string) => ListPolicy["kind"];

const INSIDE: Role = { kind: "inside" };

/** What each node is, from the root down; where the rows are at a path that says more than names, nothing is known. */
export class TreeRoles {
  private readonly path: PathStep[] | null;
  private readonly unit: RecordUnit;
  private readonly policyOf: Policies;

  constructor(rows: RowsAt | null, policyOf: Policies) {
    this.path = rows && parsePath(rows.path);
    this.unit = rows?.unit ?? "elements";
    this.policyOf = policyOf;
  }

  get areKnown(): boolean {
    return this.path !== null;
  }

  root(node: TreeNode): Role {
    return this.at(node, { kind: "outside" });
  }

  child(node: TreeNode, parent: TreeNode, role: Role): Role {
    switch (role.kind) {
      case "outside":
        return this.at(node, role);
      case "rows":
        // Of lists side by side each is a column; in other ways each part is a row.
        return this.unit === "places" && parent.kind === "object"
          ? { kind: "field", name: dotted(node.key) }
          : this.record(node);
      case "record":
        return this.field(node, dotted(node.key));
      case "field":
        return this.below(node, parent, role.name);
      case "inside":
        return INSIDE;
    }
  }

  private at(node: TreeNode, otherwise: Role): Role {
    const steps = parsePath(node.path);
    if (this.path === null || steps === null) return INSIDE;
    if (!leadsTo(this.path, steps)) return otherwise;
    const isParted = node.kind === "list" || (node.kind === "object" && this.unit !== "elements");
    return isParted ? { kind: "rows" } : this.record(node);
  }

  private record(node: TreeNode): Role {
    return node.kind === "object" ? { kind: "record" } : { kind: "field", name: "value" };
  }

  private below(node: TreeNode, parent: TreeNode, name: string): Role {
    if (parent.kind === "object") return this.field(node, `${name}.${dotted(node.key)}`);
    const policy = this.unit === "places" ? "json" : this.policyOf(name);
    if (policy === "rows") return { kind: "field", name };
    if (policy === "numbered") return this.field(node, `${name}.${Number(node.key) + 1}`);
    return INSIDE;
  }

  private field(node: TreeNode, name: string): Role {
    // Of lists side by side every part stands in a row already.
    const isList = node.kind === "list" && this.unit !== "places";
    return isList ? { kind: "field", name, list: this.policyOf(name) } : { kind: "field", name };
  }
}
