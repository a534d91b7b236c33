import { shapeOf } from "../../app/shapeOf";
import type { AppEvent, ShapePreview, ShapeStep, ShapeSurvey, ShapingProgress, ShapingState } from "../../bindings";
import type { Platform } from "../platform";
import type { Command } from "./command";
import type { FakeDocument } from "./document";
import { read, treeOf } from "./shape/json";
import { placesOf } from "./shape/places";
import { isOf } from "./shape/table";

const PREVIEW_ROWS = 100;

/** Making the table anew while it goes on: what for, how far, and whom to tell. */
interface Applying {
  steps: ShapeStep[];
  ticks: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

interface Surroundings {
  need: () => FakeDocument;
  emit: (event: AppEvent) => void;
  command: Command;
  /** See `FakeOptions.shapingTicks`. */
  ticks: number;
}

const CANCELLED = { code: "cancelled", message: "The table stays as it was.", detail: null };

/** The shaping commands of the fake, and what a tick does to them. */
export function createShaping({ need, emit, command, ticks }: Surroundings) {
  let applying: Applying | null = null;

  const tell = (state: ShapingState, done: number) => {
    const total = need().rows.length;
    const progress: ShapingProgress = { state, done: Math.min(total, Math.round(total * done)), total };
    emit({ kind: "shaping", progress });
  };
  const finish = (steps: ShapeStep[]) => {
    need().reshape(steps);
    tell("finished", 1);
  };

  const shaping: Platform["shaping"] = {
    survey: command("shaping.survey", (): ShapeSurvey => {
      const answers = need().firstAnswers();
      const places = placesOf(answers.map(({ body }) => read(body)));
      return { answers: answers.length, format: { kind: "json" }, places };
    }),
    tree: command("shaping.tree", (position: number | null, page: number) => {
      const [first] = need().firstAnswers();
      const answer = position === null ? first : need().answersAt([position])[0];
      if (!answer) return null;
      return { position: answer.position, page, address: answer.address, root: treeOf(read(answer.body)) };
    }),
    preview: command("shaping.preview", (steps: ShapeStep[]): ShapePreview => {
      const answers = need().firstAnswers();
      const table = need().tableOf(answers, shapeOf(steps));
      const rows = Array.from({ length: Math.min(PREVIEW_ROWS, table.rows) }, (_, row) => row);
      const cells = rows.map((row) => table.columns.map(({ id }) => table.cell(row, id)));
      return {
        answers: answers.length,
        failed: 0,
        problem: null,
        columns: table.columns,
        rows: cells.map((row) => row.map(([, text]) => text)),
        kinds: cells.map((row) => row.map(([kind]) => kind)),
        misfits: table.columns.map(({ id, type }) => rows.filter((row) => !isOf(type, table.cell(row, id)))),
        totalRows: table.rows,
        lists: table.lists,
      };
    }),
    apply: command("shaping.apply", async (steps: ShapeStep[]) => {
      const document = need();
      // What cannot be read is said before anything is changed.
      document.tableOf(document.firstAnswers().slice(0, 1), shapeOf(steps));
      tell("running", 0);
      if (ticks > 0)
        await new Promise<void>((resolve, reject) => {
          applying = { steps, ticks, resolve, reject };
        });
      else finish(steps);
      return document.state();
    }),
    cancel: command("shaping.cancel", () => {
      const cancelled = applying;
      applying = null;
      if (cancelled) {
        tell("cancelled", 0);
        cancelled.reject(CANCELLED);
      }
      return null;
    }),
  };

  /** A part of the answers is shaped. */
  const tick = () => {
    if (!applying) return;
    applying.ticks -= 1;
    if (applying.ticks > 0) tell("running", 1 - applying.ticks / ticks);
    else {
      const { steps, resolve } = applying;
      applying = null;
      finish(steps);
      resolve();
    }
  };
  return { shaping, tick };
}
