import { dateFormat } from "./dateFormat";

const dateTime = dateFormat({ dateStyle: "medium", timeStyle: "medium" });
const shortDateTime = dateFormat({ dateStyle: "medium", timeStyle: "short" });
const time = dateFormat({ timeStyle: "medium" });

/** Day and time to the second, of milliseconds since 1970. */
export function formatDateTime(atMs: number): string {
  return dateTime().format(atMs);
}

/** Day and time to the minute. */
export function formatShortDateTime(atMs: number): string {
  return shortDateTime().format(atMs);
}

/** Time of day to the second. */
export function formatTime(atMs: number): string {
  return time().format(atMs);
}
