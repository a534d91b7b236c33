import i18n from "../i18n";
import { platform } from "../platform";
import { documentStore } from "./document";
import { documentName } from "./documentName";
import { notifyDone } from "./notify";
import { today } from "./view";

const KEPT = "fetchgrid.kept";
/** Documents of which it is known where their last result is: more than anyone compares. */
const MOST = 50;

/** A draft has no path to know it by once it is shut. */
let ofDraft: { generation: number; path: string } | null = null;

type Kept = [document: string, path: string];

function readKept(): Kept[] {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "[]");
  } catch {
    return [];
  }
}

function remember(path: string): void {
  const { document, generation } = documentStore.getState();
  if (!document) return;
  if (document.path === null) ofDraft = { generation, path };
  else {
    const others = readKept().filter(([of]) => of !== document.path);
    localStorage.setItem(KEPT, JSON.stringify([[document.path, path], ...others].slice(0, MOST)));
  }
}

/** The file in which a result of the open document was kept last. */
export function lastKept(): string | null {
  const { document, generation } = documentStore.getState();
  if (!document) return null;
  if (document.path === null) return ofDraft?.generation === generation ? ofDraft.path : null;
  return readKept().find(([of]) => of === document.path)?.[1] ?? null;
}

/** "inventory 2026-11-30 14.05", without what a file name cannot hold. */
export function keptName(document: string, now = new Date()): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${document.replace(/[\\/:*?"<>|]/g, "-")} ${today(now)} ${two(now.getHours())}.${two(now.getMinutes())}`;
}

/** Writes a copy of the open document, to compare with later. False when the dialog for its name is dismissed. */
export async function keepResult(): Promise<boolean> {
  const { document } = documentStore.getState();
  const name = document ? documentName(document) : "";
  const kind = { name: i18n.t("compare:file"), extensions: ["fetchgrid"] };
  const path = await platform().files.pickSave(i18n.t("compare:keep.title"), [kind], `${keptName(name)}.fetchgrid`);
  if (path === null) return false;
  await platform().compare.keep(path);
  remember(path);
  notifyDone(i18n.t("compare:keep.done", { path }));
  return true;
}
