import i18n from "../i18n";

interface Named {
  name: string;
  path: string | null;
  isDraft?: boolean;
}

/** What the backend calls drafts that no host gives a name. */
const DRAFTS: Record<string, string> = { Sample: "documents:sampleName", Untitled: "documents:untitled" };

/** A document's name; a draft's in the language of the window, where it is made up. */
export function documentName({ name, path, isDraft = path === null }: Named): string {
  const key = isDraft ? DRAFTS[name] : undefined;
  return key === undefined ? name : i18n.t(key);
}
