import { platform } from "../platform";

/** Puts a text on the clipboard. Table cells go through Rust (`rows.copy`); this is for single short texts. */
export const copyText = (text: string): Promise<void> => platform().clipboard.write(text);
