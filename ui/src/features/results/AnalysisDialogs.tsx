/** What the table is looked at with in dialogs of their own. */
export function AnalysisDialogs() {
  return null;
}
