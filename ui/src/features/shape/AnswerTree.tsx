import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TreeNode } from "../../bindings";
import { AnswerRow } from "./AnswerRow";
import classes from "./Tree.module.css";
import { actionsOf, type TreeAction, type TreeColumns } from "./treeActions";
import type { TreeRoles } from "./treeRoles";
import { hasParts, type TreeRow, treeRows } from "./treeRows";

interface AnswerTreeProps {
  root: TreeNode;
  roles: TreeRoles;
  columns: TreeColumns;
  isLocked: boolean;
  onTake: (action: TreeAction) => void;
}

/**
 * A tree grid, by the keys that such a thing has: up and down move among the lines, right and left open and shut, Tab goes
 * to the buttons of the line.
 */
export function AnswerTree({ root, roles, columns, isLocked, onTake }: AnswerTreeProps) {
  const { t } = useTranslation("shape");
  const [toggled, setToggled] = useState<ReadonlySet<string>>(() => new Set());
  const [current, setCurrent] = useState(root.path);
  const grid = useRef<HTMLTableSectionElement>(null);
  const rows = useMemo(() => treeRows(root, roles, toggled), [root, roles, toggled]);
  const at = Math.max(
    0,
    rows.findIndex(({ node }) => node.path === current),
  );

  const toggle = useCallback((path: string) => {
    setToggled((before) => {
      const next = new Set(before);
      if (!next.delete(path)) next.add(path);
      return next;
    });
  }, []);

  const goTo = (index: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (!row) return;
    setCurrent(row.node.path);
    grid.current?.querySelectorAll<HTMLElement>("tr")[rows.indexOf(row)]?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    // The keys of a button in the line are its own.
    if (!row || !(event.target instanceof HTMLTableRowElement)) return;
    const move = keyMove(event.key, row, rows, at);
    if (move === null) return;
    event.preventDefault();
    if (move === "toggle") toggle(row.node.path);
    else goTo(move);
  };

  return (
    <div className={classes.scroll}>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is opened and shut line by line. */}
      <table className={classes.tree} role="treegrid" aria-label={t("answer.tree")}>
        <tbody ref={grid} onKeyDown={onKeyDown}>
          {rows.map((row, index) => (
            <AnswerRow
              key={row.node.path}
              row={row}
              actions={actionsOf(row.node, row.above, row.role, columns)}
              isCurrent={index === at}
              isLocked={isLocked}
              onFocus={setCurrent}
              onToggle={toggle}
              onTake={onTake}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a key does on a line: to the line of that number, or open or shut this one; null for no key of ours. */
export function keyMove(key: string, row: TreeRow, rows: readonly TreeRow[], at: number): number | "toggle" | null {
  switch (key) {
    case "ArrowDown":
      return at + 1;
    case "ArrowUp":
      return at - 1;
    case "Home":
      return 0;
    case "End":
      return rows.length - 1;
    case "Enter":
    case " ":
      return hasParts(row.node) ? "toggle" : at;
    case "ArrowRight":
      if (!hasParts(row.node)) return at;
      return row.isOpen ? at + 1 : "toggle";
    case "ArrowLeft": {
      if (row.isOpen) return "toggle";
      const parent = row.above.at(-1);
      return parent ? rows.findIndex(({ node }) => node.path === parent.path) : at;
    }
    default:
      return null;
  }
}
