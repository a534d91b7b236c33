export function ResultsTab() {
  return null;
}

export function SelectionStatus() {
  return null;
}
