import { edit } from "../../app/document";
import type { RunSettings } from "../../bindings";

/** The same bounds as in the model crate. */
export const MOST = {
  workers: 1024,
  timeoutSeconds: 3600,
  retries: 20,
  backoffSeconds: 3600,
  megabytes: 1073,
  perDay: 1_000_000_000,
  failures: 1_000_000_000,
};

export function setSettings(change: Partial<RunSettings>): void {
  edit((extraction) => ({ ...extraction, settings: { ...extraction.settings, ...change } }));
}

/** Changes one of the groups of settings, such as the limits, and leaves its other members. */
export function setIn<K extends "backoff" | "limits" | "stop" | "answers" | "network">(
  part: K,
  change: Partial<RunSettings[K]>,
): void {
  edit((extraction) => ({
    ...extraction,
    settings: { ...extraction.settings, [part]: { ...extraction.settings[part], ...change } },
  }));
}
