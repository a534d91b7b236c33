/// <reference types="vite/client" />

interface Window {
  /** Given by the desktop shell; null where it knows no better than the web view. */
  readonly numberLocale?: string | null;
}
