import { dateFormat } from "./dateFormat";

const DAY_MS = 86_400_000;
/** Nearer than this the minute alone says too little. */
const SECONDS_BELOW_MS = 120_000;

const minutes = dateFormat({ hour: "numeric", minute: "2-digit" });
const seconds = dateFormat({ hour: "numeric", minute: "2-digit", second: "2-digit" });
const weekday = dateFormat({ weekday: "long", hour: "numeric", minute: "2-digit" });
const day = dateFormat({ month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });

const startOfDay = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);

/** A time to come, as short as it can be understood: 14:32, Tuesday 02:00, 3 Dec 02:00; with seconds when it is near. */
export function formatMoment(atMs: number, nowMs = Date.now()): string {
  const days = Math.round((startOfDay(atMs) - startOfDay(nowMs)) / DAY_MS);
  if (days === 0) return (Math.abs(atMs - nowMs) < SECONDS_BELOW_MS ? seconds : minutes)().format(atMs);
  return (days > 0 && days < 7 ? weekday : day)().format(atMs);
}

/** From when to when, no longer than it has to be: "14:02 – 14:31"; with the day when it is not today. */
export function formatTimeRange(fromMs: number, toMs: number, nowMs = Date.now()): string {
  const isToday = startOfDay(fromMs) === startOfDay(nowMs) && startOfDay(toMs) === startOfDay(nowMs);
  return (isToday ? minutes : day)().formatRange(fromMs, toMs);
}

const HOUR = 3600;

/** A length of time in words, rounded to what is worth knowing of it: "40 s", "8 min", "1 h 7 min", "2 days 3 h". */
export function spanParts(totalSeconds: number): { days: number; hours: number; minutes: number; seconds: number } {
  if (totalSeconds < 59.5) return { days: 0, hours: 0, minutes: 0, seconds: Math.round(totalSeconds) };
  const whole =
    totalSeconds >= 24 * HOUR - 30 ? Math.round(totalSeconds / HOUR) * HOUR : Math.round(totalSeconds / 60) * 60;
  return {
    days: Math.floor(whole / (24 * HOUR)),
    hours: Math.floor((whole % (24 * HOUR)) / HOUR),
    minutes: whole >= 24 * HOUR ? 0 : Math.floor((whole % HOUR) / 60),
    seconds: 0,
  };
}
