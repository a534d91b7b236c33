import { documentStore } from "../../app/document";
import { focusField } from "../../app/problems";
import { isSecretName } from "./secrets";

/** Marks the button that adds a key where there is none; the id of a menu's button is the menu's own. */
export const ADD_SIGN_IN = { "data-add-sign-in": "" };

/** Puts the focus where the key is typed: its header, or the button that adds one. */
export function focusSignIn(): void {
  const headers = documentStore.getState().document?.extraction.request.headers ?? [];
  const key = headers.findIndex(({ name, secret }) => secret || isSecretName(name));
  if (key >= 0 && focusField({ at: "header", index: key })) return;
  const button = document.querySelector<HTMLElement>("[data-add-sign-in]");
  button?.focus();
  button?.scrollIntoView({ block: "center" });
}
