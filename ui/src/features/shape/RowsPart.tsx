import { Radio } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordPlace, Records, Shape, ShapeSurvey } from "../../bindings";
import { foundPlace, isSamePlace, placeEvidence } from "./evidence";
import { FormatField } from "./FormatField";
import { ids } from "./goal";
import { OwnPlace } from "./OwnPlace";
import { Part } from "./Part";
import classes from "./Shape.module.css";
import { placeWords } from "./stepWords";
import { addStep } from "./store";

const AUTO = "auto";
const OWN = "own";
const choiceOf = ({ path, unit }: Pick<RecordPlace, "path" | "unit">) => `${unit} ${path}`;

/** What answers are read as, and what in them is one row. */
export function RowsPart({ shape, survey }: { shape: Shape; survey: ShapeSurvey | null }) {
  const { t } = useTranslation("shape");
  return (
    <Part title={t("rows.title")}>
      <FormatField shape={shape} survey={survey} />
      <Places records={shape.records} survey={survey} />
    </Part>
  );
}

function Places({ records, survey }: { records: Records; survey: ShapeSurvey | null }) {
  const { t } = useTranslation("shape");
  // "Another place" is chosen before it is said which.
  const [isOwnOpen, setOwnOpen] = useState(false);
  const places = survey?.places ?? [];
  const found = foundPlace(survey);
  const chosen = records.kind === "at" ? places.find((place) => isSamePlace(place, records)) : undefined;
  const value = records.kind === "auto" ? AUTO : chosen ? choiceOf(chosen) : OWN;
  const choose = (next: string) => {
    setOwnOpen(next === OWN);
    if (next === OWN) return;
    const place = places.find((one) => choiceOf(one) === next);
    const said: Records = place ? { kind: "at", path: place.path, unit: place.unit } : { kind: "auto" };
    void addStep({ kind: "records", records: said });
  };
  const isOwn = isOwnOpen || value === OWN;
  return (
    <>
      <Radio.Group
        id={ids.places}
        label={t("rows.label")}
        value={isOwn ? OWN : value}
        onChange={choose}
        classNames={{ label: classes.label }}
      >
        <div className={classes.places}>
          <Radio
            value={AUTO}
            label={found ? t("rows.autoIs", { place: placeWords(found) }) : t("rows.auto")}
            description={found ? placeEvidence(found) : undefined}
          />
          {places.map((place) => (
            <Radio
              key={choiceOf(place)}
              value={choiceOf(place)}
              label={placeWords(place)}
              description={placeEvidence(place)}
            />
          ))}
          <Radio value={OWN} label={t("rows.own")} />
        </div>
      </Radio.Group>
      {isOwn && (
        <OwnPlace
          key={JSON.stringify(records)}
          records={records}
          places={places}
          start={found}
          onTaken={() => setOwnOpen(false)}
        />
      )}
    </>
  );
}
