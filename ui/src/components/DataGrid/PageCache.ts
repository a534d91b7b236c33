import { type AnswerRef, isSameAnswer } from "../../app/answerRef";
import type { Cell, CellBefore, CellKind, Page, PageColumn } from "../../bindings";

/** A page as the grid reads it; cells that changed may come with what they were before. */
export interface GridPage extends Omit<Page, "columns"> {
  columns: readonly (PageColumn & { before?: readonly CellBefore[] })[];
}

/** One state of one view, read by position. */
export interface PageSource {
  /**
   * Sort, search or whatever else decides which rows there are and in what order. Pages of another lineage have nothing
   * to do with this one and are dropped; pages of the same lineage are only out of date and stay until newer ones come.
   */
  readonly lineage: string;
  readonly rows: number;
  /** The first page, where it came with the source. */
  readonly first?: Page | null;
  /** Pages that were read before the source is shown, so that what is seen does not blink. */
  readonly ready?: readonly GridPage[];
  /** How far down the row moved that was the first seen, since the source before; the grid follows it. */
  readonly shift?: number;
  load(offset: number, limit: number, columns: readonly number[]): Promise<GridPage>;
}

export interface CellValue {
  kind: CellKind;
  text: string;
  /** Not of its column's type. */
  isMisfit?: boolean;
  /** What it was before it changed. */
  before?: Cell;
}

interface CachedColumn {
  kinds: readonly CellKind[];
  texts: readonly string[];
  misfits: ReadonlySet<number>;
  before: ReadonlyMap<number, Cell>;
}

interface CachedPage {
  /** The generation of the source that all of the page's columns were read from. */
  generation: number;
  answers: readonly AnswerRef[];
  columns: Map<number, CachedColumn>;
}

export interface PageCacheOptions {
  /** Called when cells of these rows (end excluded) arrived: with a new source, which is drawn as a whole, or by themselves. */
  onRows: (fromRow: number, toRow: number, isWithSource: boolean) => void;
  onError: (error: unknown) => void;
  pageRows?: number;
  capacity?: number;
  parallel?: number;
}

/** Rows of a page: three screens of rows, so that a wheel turn rarely outruns it; 1.5 ms on the wire at 20 columns. */
export const PAGE_ROWS = 128;
/** Pages kept: 8 192 rows, a few megabytes with ordinary cells. Scrolling back a little never asks again. */
const CAPACITY = 64;
/** Requests under way at once: enough for the screen and its neighbours, too few to queue up behind a fast scroll. */
const PARALLEL = 3;

/** How far a row is looked for that moved: a screen of pages around it. */
const SEARCHED_ROWS = 512;

/** The pages of a table that the window holds: bounded, least recently wanted first out. */
export class PageCache {
  readonly pageRows: number;
  private readonly capacity: number;
  private readonly parallel: number;
  private readonly options: PageCacheOptions;
  /** In order of use, oldest first. */
  private readonly pages = new Map<number, CachedPage>();
  private readonly inFlight = new Set<number>();
  /** The generation at which a page could not be read, so that it is not asked for again until something changed. */
  private readonly refused = new Map<number, number>();
  private source: PageSource | null = null;
  private generation = 0;
  /** The first generation of the present lineage. */
  private lineageStart = 0;
  /** Rows that came with the source and nobody was told of yet. */
  private arrived: [fromRow: number, toRow: number][] = [];
  private wanted: { pages: number[]; columns: readonly number[] } = { pages: [], columns: [] };

  constructor(options: PageCacheOptions) {
    this.options = options;
    this.pageRows = options.pageRows ?? PAGE_ROWS;
    this.capacity = options.capacity ?? CAPACITY;
    this.parallel = options.parallel ?? PARALLEL;
  }

  get pageCount(): number {
    return this.pages.size;
  }

  /** The cells that come with the source can be read at once; `announce` tells of them and asks for the others. */
  setSource(source: PageSource | null): void {
    if (source === this.source) return;
    const sameLineage = source !== null && source.lineage === this.source?.lineage;
    this.source = source;
    this.generation += 1;
    this.refused.clear();
    // An empty table is a new beginning, too: what stood there will not come back.
    if (!sameLineage || source.rows === 0) {
      this.lineageStart = this.generation;
      this.pages.clear();
    }
    this.arrived = [];
    const ready = source?.first ? [source.first, ...(source.ready ?? [])] : (source?.ready ?? []);
    for (const page of ready) this.arrived.push(this.accept(page.offset / this.pageRows, this.generation, page));
  }

  announce(): void {
    const rows = this.arrived;
    this.arrived = [];
    for (const [fromRow, toRow] of rows) this.options.onRows(fromRow, toRow, true);
    this.pump();
  }

  cell(row: number, column: number): CellValue | undefined {
    const page = this.pages.get(Math.floor(row / this.pageRows));
    const cells = page?.columns.get(column);
    const at = row % this.pageRows;
    const kind = cells?.kinds[at];
    if (kind === undefined) return undefined;
    const value: CellValue = { kind, text: cells?.texts[at] ?? "" };
    if (cells?.misfits.has(at)) value.isMisfit = true;
    const before = cells?.before.get(at);
    if (before !== undefined) value.before = before;
    return value;
  }

  /** The answer that made the row; undefined while it is not loaded. */
  answer(row: number): AnswerRef | undefined {
    return this.pages.get(Math.floor(row / this.pageRows))?.answers[row % this.pageRows];
  }

  /** Whether all that is shown was read of the newest source. */
  get isCurrent(): boolean {
    return this.wanted.pages.every((number) => this.pages.get(number)?.generation === this.generation);
  }

  /** The first of the rows without a gap that one answer made and this row is of, as far as they are loaded. */
  firstRowOf(row: number): number {
    const answer = this.answer(row);
    let first = row;
    while (first > 0 && row - first < SEARCHED_ROWS && isSameAnswer(this.answer(first - 1), answer)) first -= 1;
    return first;
  }

  /** A loaded row of an answer, looked for around a row where it was before. */
  rowWith(answer: AnswerRef, around: number): number | undefined {
    for (let away = 1; away <= SEARCHED_ROWS; away += 1) {
      // Rows that arrive push the others down, so that is where to look first.
      if (isSameAnswer(this.answer(around + away), answer)) return around + away;
      if (around >= away && isSameAnswer(this.answer(around - away), answer)) return around - away;
    }
    return undefined;
  }

  /** Says what the window shows: rows (end excluded) and columns. What is missing or out of date is asked for. */
  want(fromRow: number, toRow: number, columns: readonly number[]): void {
    const pages: number[] = [];
    const last = Math.ceil(Math.min(toRow, this.source?.rows ?? 0) / this.pageRows);
    for (let page = Math.floor(Math.max(0, fromRow) / this.pageRows); page < last; page += 1) {
      pages.push(page);
      this.touch(page);
    }
    this.wanted = { pages, columns };
    this.pump();
  }

  /** Asks again for what could not be read. */
  retry(): void {
    this.refused.clear();
    this.pump();
  }

  private touch(number: number): void {
    const page = this.pages.get(number);
    if (page === undefined) return;
    this.pages.delete(number);
    this.pages.set(number, page);
  }

  private missingColumns(number: number): readonly number[] {
    const page = this.pages.get(number);
    const { columns } = this.wanted;
    if (page === undefined || page.generation !== this.generation) return columns;
    return columns.filter((column) => !page.columns.has(column));
  }

  private pump(): void {
    const source = this.source;
    if (source === null) return;
    for (const number of this.wanted.pages) {
      if (this.inFlight.size >= this.parallel) return;
      if (this.inFlight.has(number) || number * this.pageRows >= source.rows) continue;
      if (this.refused.get(number) === this.generation) continue;
      const columns = this.missingColumns(number);
      if (columns.length > 0) void this.load(source, number, columns);
    }
  }

  private async load(source: PageSource, number: number, columns: readonly number[]): Promise<void> {
    const generation = this.generation;
    this.inFlight.add(number);
    try {
      const page = await source.load(number * this.pageRows, this.pageRows, columns);
      if (generation >= this.lineageStart) this.options.onRows(...this.accept(number, generation, page), false);
    } catch (error) {
      if (generation === this.generation) {
        this.refused.set(number, generation);
        this.options.onError(error);
      }
    } finally {
      this.inFlight.delete(number);
      this.pump();
    }
  }

  /**
   * Answers which rows (end excluded) were taken. An answer may come late: it counts while it is of the present lineage. One
   * at a time is asked for a page.
   */
  private accept(number: number, generation: number, loaded: GridPage): [fromRow: number, toRow: number] {
    const old = this.pages.get(number);
    const columns = old?.generation === generation ? old.columns : new Map();
    for (const { id, kinds, texts, misfits, before = [] } of loaded.columns) {
      const earlier = new Map(before.map(({ row, cell }) => [row, cell]));
      columns.set(id, { kinds, texts, misfits: new Set(misfits), before: earlier });
    }
    const answers = loaded.positions.map((position, at) => ({ position, page: loaded.pages[at] ?? 1 }));
    this.pages.delete(number);
    this.pages.set(number, { generation, answers, columns });
    this.evict();
    const from = number * this.pageRows;
    return [from, from + this.pageRows];
  }

  private evict(): void {
    const shown = new Set(this.wanted.pages);
    for (const number of this.pages.keys()) {
      if (this.pages.size <= this.capacity) return;
      if (!shown.has(number)) this.pages.delete(number);
    }
  }
}
