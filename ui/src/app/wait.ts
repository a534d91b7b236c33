import type { RunWait } from "../bindings";
import i18n from "../i18n";
import { formatMoment } from "./moment";

/** Why nothing is sent at the moment and when it goes on, in one clause. */
export function waitWords({ kind, host, untilMs }: RunWait): string {
  return i18n.t(`run:wait.${kind}`, { host, time: formatMoment(untilMs) });
}
