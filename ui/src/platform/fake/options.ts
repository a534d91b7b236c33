import type { PauseCode, WaitKind } from "../../bindings";

export interface FakeOptions {
  /** What is open at the start. */
  open: "welcome" | "sample" | "interrupted" | "pausedItself" | "finished" | "readOnly";
  /** Values of the second list of the sample; times two is the number of requests. */
  ids: number;
  /** Answers a second. */
  rate: number;
  /** Whether time passes by itself; tests call `advance` instead. */
  auto: boolean;
  /** Hosts that the requests go to, in turn. */
  hosts: number;
  /** Comes to pass in the middle of every run: it waits for a few seconds, or it pauses itself. */
  play: WaitKind | PauseCode | null;
  /** What an answer is: one object, or a page of a list of people. */
  answers: "objects" | "pages";
  /** Columns beside those of the sample: dates, links, long texts, objects, then numbers. */
  extra: number;
  /** Ticks that making the table anew takes; none: it is made at once. */
  shapingTicks: number;
}

export const DEFAULTS: FakeOptions = {
  open: "welcome",
  ids: 50,
  rate: 60,
  auto: true,
  hosts: 1,
  play: null,
  answers: "objects",
  extra: 0,
  shapingTicks: 0,
};

/** `?fake&open=sample&ids=5000&rate=800&hosts=2&play=slow_down&answers=pages&extra=300&shapingTicks=20` */
export function fakeOptionsFrom(search: string): Partial<FakeOptions> {
  const query = new URLSearchParams(search);
  const options: Partial<FakeOptions> = {};
  const open = query.get("open");
  if (open) options.open = open as FakeOptions["open"];
  if (query.has("ids")) options.ids = Number(query.get("ids"));
  if (query.has("rate")) options.rate = Number(query.get("rate"));
  if (query.has("hosts")) options.hosts = Number(query.get("hosts"));
  if (query.has("play")) options.play = query.get("play") as WaitKind | PauseCode;
  if (query.has("answers")) options.answers = query.get("answers") as FakeOptions["answers"];
  if (query.has("extra")) options.extra = Number(query.get("extra"));
  if (query.has("shapingTicks")) options.shapingTicks = Number(query.get("shapingTicks"));
  return options;
}
