import { Button } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { TreeNode } from "../../bindings";
import { RowsMenu } from "./RowsMenu";
import classes from "./Tree.module.css";
import { isInRecord, type TreeAction } from "./treeActions";
import { hasParts, type TreeRow } from "./treeRows";

interface AnswerRowProps {
  row: TreeRow;
  actions: TreeAction[];
  /** The one line that Tab stops at. */
  isCurrent: boolean;
  isLocked: boolean;
  onFocus: (path: string) => void;
  onToggle: (path: string) => void;
  onTake: (action: TreeAction) => void;
}

/** A line of the tree: the key, what is there, and the buttons for it. */
export function AnswerRow({ row, actions, isCurrent, isLocked, onFocus, onToggle, onTake }: AnswerRowProps) {
  const { t } = useTranslation("shape");
  const { node, role, above, isOpen, place, siblings } = row;
  const isParted = hasParts(node);
  const name = node.key === "" ? t("answer.root") : node.key;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const words = (action: TreeAction) =>
    action.kind === "add" && role.kind === "outside" ? t("answer.addColumn") : t(`answer.${action.kind}`);
  // In a record there are two ways to make rows of a list, and what is lost by one of them is to be seen beforehand.
  const ofRows = isInRecord(role) ? actions.filter(({ kind }) => kind === "each" || kind === "elements") : [];
  const others = actions.filter((action) => !ofRows.includes(action));
  return (
    <tr
      className={classes.row}
      aria-level={above.length + 1}
      aria-posinset={place}
      aria-setsize={siblings}
      aria-expanded={isParted ? isOpen : undefined}
      data-role={role.kind}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={() => onFocus(node.path)}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the line. */}
      <td
        className={classes.node}
        data-opens={isParted || undefined}
        style={{ paddingLeft: `${above.length * 1.1 + 0.25}rem` }}
        onClick={() => isParted && onToggle(node.path)}
      >
        <div className={classes.line}>
          <span className={classes.chevron}>{isParted && <Chevron size="0.875rem" aria-hidden />}</span>
          <span className={classes.key} data-place={above.at(-1)?.kind === "list" || undefined}>
            {name}
          </span>
          <Value node={node} />
          {(role.kind === "rows" || role.kind === "record") && (
            <span className={classes.mark}>{t(`answer.is.${role.kind}`)}</span>
          )}
        </div>
      </td>
      <td className={classes.actions}>
        {ofRows.length > 0 && (
          <RowsMenu name={name} actions={ofRows} isLocked={isLocked} isCurrent={isCurrent} onTake={onTake} />
        )}
        {others.map((action) => (
          <Button
            key={action.kind}
            variant="default"
            size="compact-xs"
            disabled={isLocked}
            tabIndex={isCurrent ? 0 : -1}
            aria-label={`${words(action)}: ${name}`}
            onClick={() => onTake(action)}
          >
            {words(action)}
          </Button>
        ))}
      </td>
    </tr>
  );
}

function Value({ node }: { node: TreeNode }) {
  const { t } = useTranslation("shape");
  if (node.kind === "object" || node.kind === "list") {
    const more = node.count - node.children.length;
    const size = t(`answer.size.${node.kind}`, { count: node.count });
    return (
      <span className={classes.size}>
        {more > 0 ? `${size} · ${t("answer.first", { count: node.children.length })}` : size}
      </span>
    );
  }
  return (
    <span className={classes.value} data-kind={node.kind}>
      {node.kind === "null" ? "null" : node.kind === "text" ? `"${node.text}"` : node.text}
    </span>
  );
}
