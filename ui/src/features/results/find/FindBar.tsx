import { ActionIcon, CloseButton, TextInput, Tooltip } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconChevronDown, IconChevronUp, IconFilter, IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { keyText } from "../../../app/keys";
import { useFindRequest } from "../../../app/window";
import classes from "../ResultsTab.module.css";
import { useResults } from "../store";
import { findNext, findPrevious, setFindOnly, setFindText, stepFind, useFind } from "./store";

/** After the last letter; a search of a million rows takes a good part of a second. */
const SEARCH_AFTER_MS = 200;

/** Finds a text in all columns: how often, the next and the one before, and, if wanted, only the rows that have it. */
export function FindBar({ focusGrid }: { focusGrid: () => void }) {
  const { t } = useTranslation("results");
  const { text: applied, isOnly } = useFind();
  const search = useResults((state) => state.search);
  const [text, setText] = useState(applied);
  const input = useRef<HTMLInputElement>(null);
  const request = useFindRequest();
  const apply = useDebouncedCallback(setFindText, SEARCH_AFTER_MS);
  useEffect(() => setText(applied), [applied]);

  // A search that was changed from elsewhere (undone, a named view, a chip taken away) shows in the bar.
  useEffect(() => {
    const state = useFind.getState();
    if (search !== "" && (search !== state.text || !state.isOnly))
      useFind.setState({ text: search, isOnly: true, hit: null, summary: null });
    else if (search === "" && state.isOnly && state.text !== "") useFind.setState({ isOnly: false });
  }, [search]);

  // A tab that is shown again runs its effects again; a wish that was met is not met twice.
  const met = useRef(0);
  useEffect(() => {
    if (request === met.current) return;
    met.current = request;
    input.current?.focus();
    input.current?.select();
  }, [request]);

  const change = (next: string) => {
    setText(next);
    apply(next);
  };
  const clear = () => {
    setText("");
    apply.cancel();
    setFindText("");
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === "F3") {
      event.preventDefault();
      event.stopPropagation();
      apply.cancel();
      setFindText(text);
      void stepFind(event.shiftKey ? "previous" : "next");
    } else if (event.key === "Escape" && text !== "") {
      // Escape empties the bar first; only an empty one lets it through to the window.
      event.stopPropagation();
      clear();
      focusGrid();
    }
  };

  const isEmpty = text === "";
  return (
    // biome-ignore lint/a11y/useSemanticElements: the element is newer than the web views that show it.
    <div role="search" aria-label={t("find.label")} className={classes.findBar}>
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
          !isEmpty && (
            <CloseButton
              size="sm"
              aria-label={t("find.clear")}
              onClick={() => {
                clear();
                input.current?.focus();
              }}
            />
          )
        }
        spellCheck={false}
        autoComplete="off"
        data-testid="find"
      />
      <Tooltip label={`${t("find.previous")} (${keyText("Shift+F3")})`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("find.previous")}
          disabled={isEmpty}
          onClick={findPrevious}
        >
          <IconChevronUp size="1rem" aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${t("find.next")} (${keyText("F3")})`}>
        <ActionIcon variant="subtle" color="gray" aria-label={t("find.next")} disabled={isEmpty} onClick={findNext}>
          <IconChevronDown size="1rem" aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t("find.only")}>
        <ActionIcon
          variant={isOnly ? "light" : "subtle"}
          color={isOnly ? undefined : "gray"}
          aria-label={t("find.only")}
          aria-pressed={isOnly}
          onClick={() => {
            apply.flush();
            setFindOnly(!isOnly);
          }}
        >
          <IconFilter size="1rem" aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
