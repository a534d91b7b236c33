import { Radio } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isRunnable, useCheck, useExtraction } from "../../app/document";
import { formatNumber } from "../../app/format";
import { placeholdersIn } from "../../app/placeholders";
import { fieldId, useFieldNotes } from "../../app/problems";
import type { Check, Combine } from "../../bindings";
import { FieldNote } from "../../components/FieldNote";
import { Fold } from "../../components/Fold";
import { Step } from "../../components/Step";
import { setCombine } from "./edits";
import { ListCard } from "./ListCard";
import classes from "./values.module.css";

/** Step 2: the values of each placeholder. A list that is not used stays, with a warning, until it is removed. */
export function ListsStep() {
  const { t } = useTranslation("values");
  const extraction = useExtraction();
  const check = useCheck();
  if (!extraction) return null;
  const used = placeholdersIn(extraction.request);
  const unused = extraction.lists.map((list) => list.placeholder).filter((name) => !used.includes(name));
  const sourceOf = (name: string) => extraction.lists.find((list) => list.placeholder === name)?.source ?? null;
  const heir = used.find((name) => {
    const source = sourceOf(name);
    return source === null || (source.kind === "typed" && !/\S/.test(source.text));
  });

  return (
    <Step number={2} title={t("title")}>
      {used.length + unused.length === 0 && <p className={classes.hint}>{t("none")}</p>}
      {[...used, ...unused].map((name) => (
        <ListCard
          key={name}
          placeholder={name}
          source={sourceOf(name)}
          summary={check?.lists.find((list) => list.placeholder === name)}
          isUsed={used.includes(name)}
          heir={used.includes(name) ? undefined : heir}
        />
      ))}
      {used.length > 1 && <CombineChoice combine={extraction.combine} names={used} check={check} />}
      {check && isRunnable(check) && check.first.length > 0 && <FirstAddresses check={check} />}
    </Step>
  );
}

function CombineChoice({ combine, names, check }: { combine: Combine; names: string[]; check: Check | null }) {
  const { t } = useTranslation("values");
  const { notes } = useFieldNotes({ at: "combine" });
  const sizes = names.map((name) => check?.lists.find((list) => list.placeholder === name)?.count ?? 0);
  const total = sizes.reduce((product, size) => product * size, 1);
  return (
    <Radio.Group
      label={t("combine.label")}
      value={combine}
      onChange={(value) => setCombine(value as Combine)}
      labelProps={{ fz: "xs" }}
    >
      <div className={classes.combine}>
        <Radio
          id={fieldId({ at: "combine" })}
          value="product"
          label={t("combine.product")}
          description={
            total > 0 &&
            t("combine.productTip", {
              sizes: sizes.map((size) => formatNumber(size)).join(" × "),
              total: formatNumber(total),
            })
          }
        />
        <Radio value="zip" label={t("combine.zip")} description={t("combine.zipTip")} />
      </div>
      <FieldNote id="combine-notes" notes={notes} />
    </Radio.Group>
  );
}

/** How much of the first addresses is the same in all of them, up to the last slash, question mark or ampersand. */
function sharedLength(addresses: string[]): number {
  const [first = "", ...others] = addresses;
  if (others.length === 0) return 0;
  let same = 0;
  while (same < first.length && others.every((other) => other[same] === first[same])) same += 1;
  return first.slice(0, same).search(/[/?&][^/?&]*$/);
}

/** In a lower window the list of addresses would push the third step out of sight: it starts folded there. In pixels. */
const TALL_WINDOW = 850;

function FirstAddresses({ check }: { check: Check }) {
  const { t } = useTranslation("values");
  const bodies = check.first.map((planned) => planned.body?.replace(/\s+/g, " ").trim() ?? "");
  const differ = new Set(bodies).size > 1;
  const shared = Math.max(0, sharedLength(check.first.map((planned) => planned.address)));
  return (
    <Fold
      title={t("first.title")}
      summary={check.requests === null ? "" : t("first.total", { count: check.requests })}
      startsOpen={window.innerHeight >= TALL_WINDOW}
    >
      <ol className={classes.addresses}>
        {check.first.map((planned, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the plan is what tells them apart.
          <li key={i} title={planned.address}>
            {/* What is the same in all is read out and copied, and seen in the first one only. */}
            <span className={i > 0 && shared > 0 ? classes.shared : undefined}>{planned.address.slice(0, shared)}</span>
            {planned.address.slice(shared)}
            {differ && (
              <div className={classes.body} title={planned.body ?? undefined}>
                {bodies[i]}
              </div>
            )}
          </li>
        ))}
      </ol>
    </Fold>
  );
}
