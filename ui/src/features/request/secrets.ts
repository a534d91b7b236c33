/** The same as in `is_secret_name` of the model crate (a test compares them). */
export const SECRETS = {
  /** The whole name. */
  NAMES: ["key", "sig", "signature", "auth", "appid", "pass", "pwd"],
  /** Anywhere in the name, its punctuation left out. */
  WORDS: [
    "authorization",
    "cookie",
    "apikey",
    "token",
    "secret",
    "password",
    "subscriptionkey",
    "accesskey",
    "privatekey",
  ],
  /** Tokens of paging are places in a list and no secrets. */
  HARMLESS: ["page", "next", "continu", "cursor", "sync"],
};

/** Whether the values of a header or parameter are secrets by custom. */
export function isSecretName(name: string): boolean {
  const plain = name.trim().toLowerCase();
  const letters = plain.replace(/[^a-z0-9]/g, "");
  const has = (words: string[]) => words.some((word) => letters.includes(word));
  return SECRETS.NAMES.includes(plain) || (has(SECRETS.WORDS) && !has(SECRETS.HARMLESS));
}

/** A value that is nothing but a placeholder is an ID of the list, whatever the field is called. */
export const isPlaceholder = (value: string): boolean => /^\{[^{}]+\}$/.test(value.trim());
