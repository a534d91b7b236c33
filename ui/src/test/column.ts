import { NO_TALLY } from "../app/tally";
import type { Column } from "../bindings";

/** A column of the table of which only a part matters to a test. */
export const columnOf = (part: Partial<Column> & Pick<Column, "name">): Column => ({
  id: 1,
  origin: "field",
  title: part.name,
  type: "text",
  typeIsChosen: false,
  hidden: false,
  tally: NO_TALLY,
  ...part,
});
