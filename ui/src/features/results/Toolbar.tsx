import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { formatNumber } from "../../app/format";
import { isNoFilter } from "../../app/view";
import { useFindRequest } from "../../app/window";
import { DetailToggle } from "../detail";
import { ColumnsMenu } from "./ColumnsMenu";
import classes from "./ResultsTab.module.css";
import { setSearch, useResults } from "./store";

/** After the last letter; a search of a million rows takes a good part of a second. */
const SEARCH_AFTER_MS = 200;

export function Toolbar({ focusGrid }: { focusGrid: () => void }) {
  const { t } = useTranslation("results");
  const answer = useResults((state) => state.answer);
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t("toolbar")}>
      <Find focusGrid={focusGrid} />
      <Found />
      <div className={classes.end}>
        <ColumnsMenu />
        <DetailToggle tab="results" answer={answer} />
      </div>
    </div>
  );
}

function Find({ focusGrid }: { focusGrid: () => void }) {
  const { t } = useTranslation("results");
  const applied = useResults((state) => state.search);
  const [text, setText] = useState(applied);
  const input = useRef<HTMLInputElement>(null);
  const request = useFindRequest();
  const apply = useDebouncedCallback(setSearch, SEARCH_AFTER_MS);

  // A search that was changed from elsewhere (another document, "Clear the search") shows in the box.
  useEffect(() => setText(applied), [applied]);

  // A tab that is shown again runs its effects again; a wish that was met is not met twice.
  const met = useRef(0);
  useEffect(() => {
    if (request === met.current) return;
    met.current = request;
    input.current?.focus();
    input.current?.select();
  }, [request]);

  const change = (next: string, atOnce = false) => {
    setText(next);
    apply(next);
    if (atOnce) apply.flush();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      change(text, true);
      focusGrid();
    } else if (event.key === "Escape" && text !== "") {
      // Escape empties the box first; only an empty box lets it through to the window.
      event.stopPropagation();
      change("", true);
    }
  };

  return (
    <TextInput
      ref={input}
      className={classes.find}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      placeholder={t("find.placeholder")}
      aria-label={t("find.label")}
      leftSection={<IconSearch size="0.875rem" aria-hidden />}
      rightSection={
        text !== "" && (
          <CloseButton
            size="sm"
            aria-label={t("find.clear")}
            onClick={() => {
              change("", true);
              input.current?.focus();
            }}
          />
        )
      }
      spellCheck={false}
      autoComplete="off"
      data-testid="find"
    />
  );
}

/** "12 of 812 rows" while something is searched for; what went wrong, when it did. */
function Found() {
  const { t } = useTranslation("results");
  const info = useResults((state) => state.info);
  const shown = useResults((state) => state.shown);
  const busy = useResults((state) => state.busy);
  const search = useResults((state) => state.search);
  const sort = useResults((state) => state.sort);
  const filter = useResults((state) => state.filter);
  const error = useResults((state) => state.error);
  const isBehind = busy && (search !== shown.search || sort !== shown.sort || filter !== shown.filter);
  let text = "";
  if (error !== null) text = error.message;
  else if (isBehind) text = sort !== shown.sort ? t("find.sorting") : t("find.searching");
  else if (info !== null && (shown.search !== "" || !isNoFilter(shown.filter))) {
    text = t("find.found", {
      found: formatNumber(info.rows),
      total: formatNumber(info.totalRows),
      count: info.totalRows,
    });
  }
  return (
    <span
      className={classes.note}
      role="status"
      title={error?.message}
      data-testid="found"
      style={error ? { color: "var(--fg-failed)" } : undefined}
    >
      {text}
    </span>
  );
}
