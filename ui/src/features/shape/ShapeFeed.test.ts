import { describe, expect, it, vi } from "vitest";
import type { DocumentState, ShapePreview, ShapeStep } from "../../bindings";
import { ShapeFeed } from "./ShapeFeed";

const CANCELLED = { code: "cancelled", message: "", detail: null };
const NAMES: ShapeStep[] = [{ kind: "name", naming: "short" }];

/** A backend whose answers come when the test lets them, and what the window was told, in order. */
function backend() {
  const told: string[] = [];
  const open = { preview: [] as Answer[], apply: [] as Answer[] };
  interface Answer {
    steps: ShapeStep[];
    resolve: () => Promise<void>;
    reject: (error: unknown) => Promise<void>;
  }
  const after = () => new Promise<void>((done) => setTimeout(done));
  const asked = <T>(kind: "preview" | "apply", steps: ShapeStep[]) =>
    new Promise<T>((resolve, reject) => {
      told.push(`${kind} ${steps.length}`);
      open[kind].push({
        steps,
        resolve: () => {
          resolve({ of: steps.length } as T);
          return after();
        },
        reject: (error) => {
          reject(error);
          return after();
        },
      });
    });
  const cancel = vi.fn(async () => {
    told.push("cancel");
  });
  const feed = new ShapeFeed({
    preview: (steps) => asked<ShapePreview>("preview", steps),
    apply: (steps) => asked<DocumentState>("apply", steps),
    cancel,
    onPreview: (_, steps) => told.push(`seen ${steps.length}`),
    onApplying: (applying) => told.push(applying ? "making" : "made"),
    onApplied: (_, { steps }, isLast) => told.push(`applied ${steps.length}${isLast ? "" : ", not the last"}`),
    onRefused: (error) => told.push(`refused ${error === null ? "" : String(error)}`.trim()),
  });
  /** Steps are told apart by how many they are. */
  const want = (count: number) => void feed.want({ steps: Array.from({ length: count }, () => NAMES[0] as ShapeStep) });
  const next = (kind: "preview" | "apply") => open[kind].shift() as Answer;
  return { feed, want, next, told: () => told.splice(0), after };
}

describe("what is wished for", () => {
  it("is seen first, and then made", async () => {
    const { want, next, told } = backend();
    want(1);
    expect(told()).toEqual(["preview 1"]);
    await next("preview").resolve();
    expect(told()).toEqual(["seen 1", "making", "apply 1"]);
    await next("apply").resolve();
    expect(told()).toEqual(["applied 1", "made"]);
  });

  it("is overtaken by a newer wish before it is made", async () => {
    const { want, next, told } = backend();
    want(1);
    want(2);
    await next("preview").resolve();
    expect(told()).toEqual(["preview 1", "preview 2"]);
    await next("preview").resolve();
    expect(told()).toEqual(["seen 2", "making", "apply 2"]);
  });

  it("is cancelled for a newer one while it is made, and the newer one waits for its end", async () => {
    const { want, next, told } = backend();
    want(1);
    await next("preview").resolve();
    told();
    want(2);
    expect(told()).toEqual(["cancel", "preview 2"]);
    await next("preview").resolve();
    expect(told()).toEqual(["seen 2"]);
    await next("apply").reject(CANCELLED);
    expect(told()).toEqual(["made", "making", "apply 2"]);
    await next("apply").resolve();
    expect(told()).toEqual(["applied 2", "made"]);
  });

  it("may be made before it is cancelled: the table is so, and the newer wish goes on", async () => {
    const { want, next, told } = backend();
    want(1);
    await next("preview").resolve();
    want(2);
    await next("preview").resolve();
    told();
    await next("apply").resolve();
    expect(told()).toEqual(["applied 1, not the last", "made", "making", "apply 2"]);
  });

  it("is not made when it cannot be looked at", async () => {
    const { want, next, told } = backend();
    want(1);
    told();
    await next("preview").reject("no path");
    expect(told()).toEqual(["refused no path"]);
  });

  it("is refused when it cannot be made", async () => {
    const { want, next, told } = backend();
    want(1);
    await next("preview").resolve();
    told();
    await next("apply").reject("disk full");
    expect(told()).toEqual(["refused disk full", "made"]);
  });
});

describe("giving up", () => {
  it("cancels what is made, and tells when that is over", async () => {
    const { feed, want, next, told } = backend();
    want(1);
    await next("preview").resolve();
    told();
    feed.giveUp();
    expect(told()).toEqual(["cancel"]);
    await next("apply").reject(CANCELLED);
    expect(told()).toEqual(["refused", "made"]);
  });
  it("comes too late for what is made already", async () => {
    const { feed, want, next, told } = backend();
    want(1);
    await next("preview").resolve();
    feed.giveUp();
    told();
    await next("apply").resolve();
    expect(told()).toEqual(["applied 1", "made"]);
  });
  it("before anything is made is enough", async () => {
    const { feed, want, next, told } = backend();
    want(1);
    feed.giveUp();
    await next("preview").resolve();
    expect(told()).toEqual(["preview 1", "refused", "seen 1"]);
  });
});

it("only the newest look is seen", async () => {
  const { feed, next, told } = backend();
  void feed.look(NAMES);
  void feed.look([]);
  const first = next("preview");
  await next("preview").resolve();
  await first.resolve();
  expect(told()).toEqual(["preview 1", "preview 0", "seen 0"]);
});
