import type { DrawHeaderCallback } from "@glideapps/glide-data-grid";

const SIZE = 16;
/** From the end of the header, where the dots of the menu are while the mouse is on it. */
const ROOM = 8;

/** Headers as the grid draws them, with a funnel at the end of those whose column is filtered. */
export function headerPainter(filtered: ReadonlySet<number>, scale: number): DrawHeaderCallback | undefined {
  if (filtered.size === 0) return undefined;
  return ({ ctx, column, rect, theme, isHovered, isSelected, hasSelectedCell, spriteManager }, drawContent) => {
    drawContent();
    if (isHovered || !filtered.has(Number(column.id))) return;
    const size = Math.round(SIZE * scale);
    const [x, y] = [rect.x + rect.width - size - ROOM, rect.y + (rect.height - size) / 2];
    // The title may be as long as the header; the sign stands on the header's own ground.
    ctx.fillStyle = hasSelectedCell ? theme.bgHeaderHasFocus : theme.bgHeader;
    ctx.fillRect(x - 2, rect.y + 1, size + ROOM, rect.height - 2);
    spriteManager.drawSprite("filtered", isSelected ? "selected" : "special", ctx, x, y, size, theme);
  };
}
