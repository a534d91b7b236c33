import type { DocumentState, ShapePreview, ShapeStep } from "../../bindings";
import { toAppError } from "../../platform";

export interface ShapeFeedOptions<W extends Wish> {
  preview: (steps: ShapeStep[]) => Promise<ShapePreview>;
  apply: (steps: ShapeStep[]) => Promise<DocumentState>;
  cancel: () => Promise<unknown>;
  onPreview: (preview: ShapePreview, steps: ShapeStep[]) => void;
  /** Whether the whole table is being made anew. */
  onApplying: (applying: boolean) => void;
  /** The table is made by the steps of a wish. `isLast`: and there is no newer wish. */
  onApplied: (document: DocumentState, wish: W, isLast: boolean) => void;
  /** The newest wish came to nothing, with the reason, or with null when it was given up: the table is as it was. */
  onRefused: (error: unknown) => void;
}

export interface Wish {
  steps: ShapeStep[];
}

/**
 * What is wished for is looked at at once and then made of all stored answers. The newest wish wins: what is under way for
 * an older one is cancelled, and only one table is made at a time.
 */
export class ShapeFeed<W extends Wish> {
  private readonly options: ShapeFeedOptions<W>;
  private looks = 0;
  /** The wish that is on its way; null when there is none, or when it was given up. */
  private newest: W | null = null;
  /** Settles, and never fails, when nothing is being made any more. */
  private making: Promise<void> | null = null;

  constructor(options: ShapeFeedOptions<W>) {
    this.options = options;
  }

  /** A look at what steps come to; nothing is made. */
  async look(steps: ShapeStep[]): Promise<void> {
    this.looks += 1;
    const mine = this.looks;
    const preview = await this.options.preview(steps);
    if (mine === this.looks) this.options.onPreview(preview, steps);
  }

  async want(wish: W): Promise<void> {
    this.newest = wish;
    this.stopMaking();
    let refusal: { error: unknown } | null = null;
    try {
      await this.look(wish.steps);
    } catch (error) {
      refusal = { error };
    }
    while (this.making !== null) await this.making;
    if (this.newest !== wish) return;
    if (refusal === null) return this.make(wish);
    this.newest = null;
    this.options.onRefused(refusal.error);
  }

  /** The table stays as it was before what is under way. */
  giveUp(): void {
    this.newest = null;
    // The end of what is being made is waited for: it may be over before it is cancelled.
    if (this.making === null) this.options.onRefused(null);
    else this.stopMaking();
  }

  private stopMaking(): void {
    // What cannot be cancelled comes to its end by itself.
    if (this.making !== null) this.options.cancel().catch(() => undefined);
  }

  private make(wish: W): Promise<void> {
    const done = this.applied(wish).finally(() => {
      this.making = null;
      this.options.onApplying(false);
    });
    this.making = done;
    return done;
  }

  private async applied(wish: W): Promise<void> {
    this.options.onApplying(true);
    try {
      const document = await this.options.apply(wish.steps);
      const isLast = this.newest === wish || this.newest === null;
      if (this.newest === wish) this.newest = null;
      this.options.onApplied(document, wish, isLast);
    } catch (error) {
      const isOvertaken = this.newest !== null && this.newest !== wish;
      this.newest = isOvertaken ? this.newest : null;
      if (!isOvertaken) this.options.onRefused(toAppError(error).code === "cancelled" ? null : error);
    }
  }
}
