import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorWords } from "../../app/errorWords";
import type { RecordPlace, Records, RecordUnit } from "../../bindings";
import classes from "./Shape.module.css";
import { tryStep } from "./store";

const UNITS: RecordUnit[] = ["elements", "members", "places"];

interface OwnPlaceProps {
  records: Records;
  /** Where the rows may be. */
  places: readonly RecordPlace[];
  /** To begin with, where no place was said yet. */
  start: RecordPlace | null;
  onTaken: () => void;
}

/** What fits a path that was typed: the parts of a list, or of lists side by side; fields only where somebody asks for them. */
const unitFor = (path: string, places: readonly RecordPlace[]): RecordUnit =>
  places.find((place) => place.path === path && place.unit !== "members")?.unit ?? "elements";

/** A place for the rows that is typed: for whoever knows better than what was found. */
export function OwnPlace({ records, places, start, onTaken }: OwnPlaceProps) {
  const { t } = useTranslation("shape");
  const said = records.kind === "at" ? records : start;
  const [path, setPath] = useState(said?.path ?? "$");
  const [chosen, setChosen] = useState<RecordUnit | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const typed = path.trim();
  const unit = chosen ?? (said?.path === typed ? said.unit : unitFor(typed, places));
  const use = async () => {
    const refusal = await tryStep({ kind: "records", records: { kind: "at", path: typed, unit } });
    setProblem(refusal && errorWords(refusal));
    if (refusal === null) onTaken();
  };
  return (
    <form
      className={classes.own}
      onSubmit={(event) => {
        event.preventDefault();
        void use();
      }}
    >
      <TextInput
        label={t("rows.path")}
        placeholder="$.data.items"
        spellCheck={false}
        classNames={{ input: classes.mono }}
        value={path}
        error={problem}
        onChange={(event) => {
          setPath(event.currentTarget.value);
          setProblem(null);
        }}
      />
      <NativeSelect
        label={t("rows.unit")}
        value={unit}
        onChange={(event) => setChosen(event.currentTarget.value as RecordUnit)}
        data={UNITS.map((value) => ({ value, label: t(`rows.units.${value}`) }))}
      />
      <div className={classes.buttons}>
        <Button type="submit" variant="default" size="compact-xs" disabled={typed === ""}>
          {t("rows.use")}
        </Button>
      </div>
    </form>
  );
}
