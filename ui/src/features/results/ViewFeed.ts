import { isPlain, PLAIN_VIEW } from "../../app/view";
import type { View, ViewInfo } from "../../bindings";

export interface ViewFeedOptions<Loaded extends ViewInfo> {
  /**
   * `isFirst`: nothing is shown yet, so the first rows may come along. `isSame`: the same view is shown already, and what is
   * seen of it is to stay where it is.
   */
  load: (view: View, isFirst: boolean, isSame: boolean) => Promise<Loaded>;
  onInfo: (info: Loaded, view: View) => void;
  /** The view that the user asked for is being made ready (not a mere refresh). */
  onBusy: (busy: boolean) => void;
  onError: (error: unknown) => void;
}

/** Four times a second: rows seem to flow, and the grid has time to draw them. */
export const PLAIN_EVERY_MS = 250;
/** A sorted or filtered view takes in new rows at a price; more often than this would only heat the machine. */
export const PREPARED_EVERY_MS = 500;

/**
 * Keeps a view in step with the user and with the table. What the user asks for is loaded at once and the latest wish
 * wins; a table that grows under the view is followed at a measured pace.
 */
export class ViewFeed<Loaded extends ViewInfo = ViewInfo> {
  private readonly options: ViewFeedOptions<Loaded>;
  private view: View = PLAIN_VIEW;
  private shownView: View | null = null;
  private tableVersion = 0;
  /** Whether more rows are on their way: once there are none, the last ones are not waited for. */
  private isGrowing = false;
  private shownVersion = -1;
  /** Nothing is shown that could be redrawn too often, and an empty table is read at no cost: the first rows do not wait. */
  private isEmpty = true;
  private ticket = 0;
  private loading = false;
  private lastEnd = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ViewFeedOptions<Loaded>) {
    this.options = options;
  }

  /** Another sort, filter or search. */
  show(view: View): void {
    this.view = view;
    this.options.onBusy(true);
    void this.load();
  }

  /** The table changed; the view follows when its time has come, and at once when the run that filled it is over. */
  tableMoved(version: number, isGrowing = true): void {
    this.tableVersion = version;
    this.isGrowing = isGrowing;
    this.follow();
  }

  /** The view that is shown is no longer known to the backend. */
  renew(): void {
    if (!this.loading) void this.load();
  }

  close(): void {
    clearTimeout(this.timer);
    this.ticket += 1;
  }

  private follow(): void {
    if (this.loading || this.tableVersion <= this.shownVersion) return;
    const pace = isPlain(this.view) ? PLAIN_EVERY_MS : PREPARED_EVERY_MS;
    const wait = this.isGrowing && !this.isEmpty ? this.lastEnd + pace - Date.now() : 0;
    if (wait > 0 && this.timer !== undefined) return;
    if (wait <= 0) void this.load();
    else this.timer = setTimeout(() => void this.load(), wait);
  }

  private async load(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.ticket += 1;
    const mine = this.ticket;
    const { view } = this;
    this.loading = true;
    try {
      const info = await this.options.load(view, this.isEmpty, view === this.shownView);
      if (mine !== this.ticket) return;
      this.shownVersion = info.version;
      this.isEmpty = info.rows === 0 && isPlain(view);
      this.shownView = view;
      this.options.onInfo(info, view);
    } catch (error) {
      if (mine !== this.ticket) return;
      this.shownVersion = this.tableVersion;
      this.options.onError(error);
    }
    this.loading = false;
    this.lastEnd = Date.now();
    this.options.onBusy(false);
    this.follow();
  }
}
