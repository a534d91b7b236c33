import { formatPercent } from "../../app/format";
import { share, TYPES } from "../../app/tally";
import type { Column, ColumnType } from "../../bindings";
import i18n from "../../i18n";

export const AUTOMATIC = "";

const typeWords = (type: ColumnType): string => i18n.t(`app:types.${type}`);

/** Never rounded up: a column with a single odd cell does not fit as a whole. */
const percent = (part: number): string => formatPercent(Math.floor(part * 1000) / 1000, 1);

/** The types of a column with the part of its cells that fits each, as far as that is known. */
export function typeOptions({ tally, type, typeIsChosen }: Column): { value: string; label: string }[] {
  // Cells that were read as a chosen type look like it: how the others would fit cannot be told from them.
  const isKnown = (one: ColumnType) => one !== "text" && (!typeIsChosen || one === type);
  const automatic = typeIsChosen
    ? i18n.t("shape:columns.automatic")
    : i18n.t("shape:columns.automaticIs", { type: typeWords(type) });
  return [
    { value: AUTOMATIC, label: automatic },
    ...TYPES.map((one) => {
      const part = isKnown(one) ? share(tally, one) : null;
      const words = typeWords(one);
      return {
        value: one,
        label: part === null ? words : i18n.t("shape:columns.typeShare", { type: words, share: percent(part) }),
      };
    }),
  ];
}
