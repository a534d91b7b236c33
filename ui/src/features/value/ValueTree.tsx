import { ActionIcon, UnstyledButton } from "@mantine/core";
import { IconCaretDownFilled, IconCaretRightFilled, IconRoute } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { notifyDone, notifyError } from "../../app/notify";
import { copyText } from "../../components/clipboard";
import { ExactNumber } from "../../components/ResponseView/json";
import { writePath } from "../shape";
import classes from "./Value.module.css";

type Path = readonly (string | number)[];

/** Open at first: the outer levels, but no list so long that its lines would bury the rest. */
const OPEN_LEVELS = 2;
const OPEN_ITEMS = 50;
/** Lines of one list; more are shown when asked for. */
const MOST_LINES = 200;

const isBranch = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !(value instanceof ExactNumber);

const entriesOf = (value: object): [string | number, unknown][] =>
  Array.isArray(value) ? value.map((one, at) => [at, one]) : Object.entries(value);

/** JSON as a tree; of every place in it the path can be copied. */
export function ValueTree({ value }: { value: object }) {
  return <Branch value={value} path={[]} />;
}

function Branch({ value, path }: { value: object; path: Path }) {
  const { t } = useTranslation("value");
  const [lines, setLines] = useState(MOST_LINES);
  const entries = entriesOf(value);
  return (
    <ul className={classes.branch}>
      {entries.slice(0, lines).map(([key, one]) => (
        <Node key={key} name={key} value={one} path={[...path, key]} />
      ))}
      {entries.length > lines && (
        <li>
          <UnstyledButton className={classes.more} onClick={() => setLines((before) => before + MOST_LINES)}>
            {t("tree.more", { count: entries.length - lines })}
          </UnstyledButton>
        </li>
      )}
    </ul>
  );
}

function Node({ name, value, path }: { name: string | number; value: unknown; path: Path }) {
  const { t } = useTranslation("value");
  const size = isBranch(value) ? entriesOf(value).length : 0;
  const [isOpen, setOpen] = useState(path.length < OPEN_LEVELS && size <= OPEN_ITEMS);
  const written = writePath(path);
  const copy = () => copyText(written).then(() => notifyDone(t("tree.copied", { path: written })), notifyError);
  const Caret = isOpen ? IconCaretDownFilled : IconCaretRightFilled;
  return (
    <li>
      <div className={classes.node}>
        {isBranch(value) ? (
          <UnstyledButton className={classes.key} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <Caret size="0.75rem" aria-hidden />
            {name}
            <span className={classes.size}>
              {Array.isArray(value) ? t("tree.items", { count: size }) : t("tree.fields", { count: size })}
            </span>
          </UnstyledButton>
        ) : (
          <>
            <span className={classes.leaf}>{name}</span>
            <span className={classes.leafValue} data-kind={kindOf(value)} data-selectable>
              {leafText(value)}
            </span>
          </>
        )}
        <ActionIcon
          size="xs"
          variant="subtle"
          color="gray"
          className={classes.path}
          aria-label={t("tree.copyPath", { path: written })}
          title={written}
          onClick={() => void copy()}
        >
          <IconRoute size="0.75rem" aria-hidden />
        </ActionIcon>
      </div>
      {isOpen && isBranch(value) && <Branch value={value} path={path} />}
    </li>
  );
}

const kindOf = (value: unknown) => (value instanceof ExactNumber ? "number" : value === null ? "null" : typeof value);
const leafText = (value: unknown) => (value instanceof ExactNumber ? value.text : JSON.stringify(value));
