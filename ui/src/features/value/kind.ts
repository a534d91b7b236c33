/** Longer texts are no addresses, whatever they begin with. */
const LONGEST_ADDRESS = 4000;

/** The address that a text is; null when it is none, or says more than that. */
export function addressIn(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST_ADDRESS || !/^https?:\/\/[^\s/]+\S*$/i.test(trimmed)) return null;
  try {
    return new URL(trimmed).href === "" ? null : trimmed;
  } catch {
    return null;
  }
}

const PICTURE = /\.(png|jpe?g|gif|webp)$/i;

/** Whether an address looks like that of a picture. */
export function isPictureAddress(address: string): boolean {
  try {
    return PICTURE.test(new URL(address).pathname);
  } catch {
    return false;
  }
}
