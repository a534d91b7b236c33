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
  /** To begin with, where no place was said yet. */
  start: RecordPlace | null;
  onTaken: () => void;
}

/** A place for the rows that is typed: for whoever knows better than what was found. */
export function OwnPlace({ records, start, onTaken }: OwnPlaceProps) {
  const { t } = useTranslation("shape");
  const said = records.kind === "at" ? records : start;
  const [path, setPath] = useState(said?.path ?? "$");
  const [unit, setUnit] = useState<RecordUnit>(said?.unit ?? "elements");
  const [problem, setProblem] = useState<string | null>(null);
  const use = async () => {
    const refusal = await tryStep({ kind: "records", records: { kind: "at", path: path.trim(), unit } });
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
        onChange={(event) => setUnit(event.currentTarget.value as RecordUnit)}
        data={UNITS.map((value) => ({ value, label: t(`rows.units.${value}`) }))}
      />
      <div className={classes.buttons}>
        <Button type="submit" variant="default" size="compact-xs" disabled={path.trim() === ""}>
          {t("rows.use")}
        </Button>
      </div>
    </form>
  );
}
