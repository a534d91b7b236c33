/** A menu or panel that is no taller than the room that there is for it; what is too much is scrolled. */
export const FITTING = { flip: true, shift: true, size: true } as const;
