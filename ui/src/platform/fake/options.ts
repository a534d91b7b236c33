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
}

export const DEFAULTS: FakeOptions = { open: "welcome", ids: 50, rate: 60, auto: true, hosts: 1, play: null };

/** `?fake&open=sample&ids=5000&rate=800&hosts=2&play=slow_down` */
export function fakeOptionsFrom(search: string): Partial<FakeOptions> {
  const query = new URLSearchParams(search);
  const options: Partial<FakeOptions> = {};
  const open = query.get("open");
  if (open) options.open = open as FakeOptions["open"];
  if (query.has("ids")) options.ids = Number(query.get("ids"));
  if (query.has("rate")) options.rate = Number(query.get("rate"));
  if (query.has("hosts")) options.hosts = Number(query.get("hosts"));
  if (query.has("play")) options.play = query.get("play") as WaitKind | PauseCode;
  return options;
}
