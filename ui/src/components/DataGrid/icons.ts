import type { SpriteMap } from "@glideapps/glide-data-grid";

import type { ColumnOrigin, ColumnType } from "../../bindings";

type Sprite = SpriteMap[string];

const HEAD = '<svg width="20" height="20" viewBox="0 0 20 20" fill="none" xmlns="http://www.w3.org/2000/svg">';

/** A rounded plate with strokes on it, like the rest of the interface's icons. */
function plate(strokes: string): Sprite {
  return ({ fgColor, bgColor }) =>
    `${HEAD}<rect x="1.5" y="1.5" width="17" height="17" rx="4" fill="${bgColor}"/>` +
    `<g stroke="${fgColor}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">${strokes}</g></svg>`;
}

/** Strokes without a plate, in the colour that plates have. */
function bare(strokes: string): Sprite {
  return ({ bgColor }) =>
    `${HEAD}<g stroke="${bgColor}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${strokes}</g></svg>`;
}

const UP = '<path d="M10 16V4M5 8.8 10 4l5 4.8"/>';
const DOWN = '<path d="M10 4v12M5 11.2l5 4.8 5-4.8"/>';
/** Sort keys that have a number beside their arrow; whoever sorts by more knows them by the bar above the table. */
const MOST_NUMBERED = 9;

/** An arrow with the place of its key among several. */
function numbered(): SpriteMap {
  const arrow = (path: string, place: number): Sprite => {
    return ({ bgColor }) =>
      `${HEAD}<g stroke="${bgColor}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" ` +
      `transform="translate(-5 0)">${path}</g>` +
      `<text x="12.5" y="15" font-family="sans-serif" font-size="12" font-weight="600" fill="${bgColor}">${place}</text></svg>`;
  };
  const sprites: SpriteMap = {};
  for (let place = 1; place <= MOST_NUMBERED; place += 1) {
    sprites[sortIcon(false, place)] = arrow('<path d="M10 16V4M6 8 10 4l4 4"/>', place);
    sprites[sortIcon(true, place)] = arrow('<path d="M10 4v12M6 12l4 4 4-4"/>', place);
  }
  return sprites;
}

/** The name of the arrow of a sort key; `place` from 1, or 0 for the only key. */
export function sortIcon(descending: boolean, place: number): string {
  const name = descending ? "sortDescending" : "sortAscending";
  return place > 0 && place <= MOST_NUMBERED ? `${name}${place}` : name;
}

/** By the name that the columns use. */
export const HEADER_ICONS: SpriteMap = {
  typeText: plate('<path d="M6 14 10 5.5 14 14M7.4 11.2h5.2"/>'),
  typeInteger: plate('<path d="M7.6 5.5 6.4 14.5M13.2 5.5 12 14.5M5.2 8.2h9.8M4.8 11.8h9.8"/>'),
  typeDecimal: plate('<path d="M5.2 7.6 7 6v8M9.6 14v.05"/><path d="M12 8.2a1.6 1.6 0 1 1 3 .8L12 14h3.2"/>'),
  typeBool: plate('<path d="M5.5 10.4 8.6 13.5 14.5 7"/>'),
  typeDate: plate('<path d="M5.5 6.5h9v8h-9zM5.5 9.2h9M8 5v2.6M12 5v2.6"/>'),
  typeDateTime: plate('<path d="M10 5.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6M10 7.6V10l1.8 1.4"/>'),
  typeJson: plate('<path d="M8 5.5H6v9h2M12 5.5h2v9h-2M10 8.6v.05M10 11.6v.05"/>'),
  typeEmpty: plate('<path d="M6.5 10h7"/>'),
  value: plate(
    '<path d="M8.4 5.2c-1.6 0-1.9.7-1.9 1.9v1.4c0 .9-.5 1.5-1.4 1.5.9 0 1.4.6 1.4 1.5v1.4c0 1.2.3 1.9 1.9 1.9"/>' +
      '<path d="M11.6 5.2c1.6 0 1.9.7 1.9 1.9v1.4c0 .9.5 1.5 1.4 1.5-.9 0-1.4.6-1.4 1.5v1.4c0 1.2-.3 1.9-1.9 1.9"/>',
  ),
  request: plate('<path d="M5.5 7.5h9M11.8 4.8l2.7 2.7-2.7 2.7M14.5 12.8h-9M8.2 10.1l-2.7 2.7 2.7 2.7"/>'),
  sortAscending: bare(UP),
  sortDescending: bare(DOWN),
  ...numbered(),
  // In the corner of another sign, which it leaves to be seen, and apart from the title beside it.
  pinned: ({ bgColor, fgColor }) =>
    `${HEAD}<g transform="translate(-1 5) scale(.75)" stroke-linejoin="round">` +
    `<g fill="${bgColor}" stroke="${fgColor}" stroke-width="3" paint-order="stroke">` +
    '<path d="M10.8 3.4 16.6 9.2l-1.5 1.4-.7-.2-2.3 2.3.1 2.5-1.4 1.4-6.1-6.1 1.4-1.4 2.5.1 2.3-2.3-.2-.7z"/></g>' +
    `<path d="M6.6 13.4 3.4 16.6" stroke="${bgColor}" stroke-width="2" stroke-linecap="round"/></g></svg>`,
  filtered: bare('<path d="M3.5 5h13l-5 6v4.6l-3 1.4v-6z"/>'),
};

const BY_TYPE: Record<ColumnType, string> = {
  empty: "typeEmpty",
  bool: "typeBool",
  integer: "typeInteger",
  decimal: "typeDecimal",
  date: "typeDate",
  dateTime: "typeDateTime",
  text: "typeText",
  json: "typeJson",
};

export function iconOf(type: ColumnType, origin: ColumnOrigin): string {
  return origin === "value" || origin === "request" ? origin : BY_TYPE[type];
}
