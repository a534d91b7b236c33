import { NativeSelect, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ListPlace, ListPolicy } from "../../bindings";
import { DraftInput } from "./DraftInput";
import { listEvidence } from "./evidence";
import { ids } from "./goal";
import { Part } from "./Part";
import classes from "./Shape.module.css";
import { addStep } from "./store";

const KINDS: ListPolicy["kind"][] = ["json", "join", "rows", "numbered", "count"];
const USUAL_SEPARATOR = "; ";

interface ListsPartProps {
  lists: readonly ListPlace[];
  /** What the steps say of a list; what was seen of it may be older. */
  policyOf: (path: string) => ListPolicy;
}

/** What becomes of the lists in a row. */
export function ListsPart({ lists, policyOf }: ListsPartProps) {
  const { t } = useTranslation("shape");
  return (
    <Part title={t("lists.title")}>
      {lists.length === 0 && <p className={classes.hint}>{t("lists.none")}</p>}
      {lists.map((list) => (
        <List key={list.path} list={list} policy={policyOf(list.path)} />
      ))}
    </Part>
  );
}

function List({ list, policy }: { list: ListPlace; policy: ListPolicy }) {
  const { t } = useTranslation("shape");
  const { path } = list;
  const say = (next: ListPolicy) => void addStep({ kind: "list", path, policy: next });
  return (
    <div className={classes.list}>
      <div className={classes.listHead}>
        <span className={classes.path}>{path}</span>
        <Text component="span" size="xs" c="var(--fg-dim)">
          {listEvidence(list)}
        </Text>
      </div>
      <div className={classes.listFields}>
        <NativeSelect
          id={ids.list(path)}
          className={classes.grow}
          aria-label={t("lists.label", { path })}
          value={policy.kind}
          onChange={(event) => {
            const kind = event.currentTarget.value as ListPolicy["kind"];
            say(kind === "join" ? { kind, separator: USUAL_SEPARATOR } : { kind });
          }}
          data={KINDS.map((value) => ({ value, label: t(`lists.policy.${value}`) }))}
        />
        {policy.kind === "join" && (
          <DraftInput
            className={classes.separator}
            classNames={{ input: classes.mono }}
            aria-label={t("lists.separator", { path })}
            value={policy.separator}
            onCommit={(separator) => say({ kind: "join", separator })}
          />
        )}
      </div>
    </div>
  );
}
