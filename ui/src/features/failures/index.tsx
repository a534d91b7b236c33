export function FailuresTab() {
  return null;
}
