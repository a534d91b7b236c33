import { platform } from "../../../platform";

const NAMESPACE = "http://www.w3.org/2000/svg";
/** Pixels of the file to one of the screen: sharp on paper and on good screens. */
const DENSITY = 2;

export type PictureFormat = "png" | "svg";

/** The chart as a file of its own. */
function svgText(chart: SVGSVGElement): string {
  chart.setAttribute("xmlns", NAMESPACE);
  return new XMLSerializer().serializeToString(chart);
}

async function pngBytes(chart: SVGSVGElement): Promise<Uint8Array> {
  const [width, height] = [Number(chart.getAttribute("width")), Number(chart.getAttribute("height"))];
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(chart))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * DENSITY;
  canvas.height = height * DENSITY;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const written = canvas.toDataURL("image/png").split(",")[1] ?? "";
  return Uint8Array.from(atob(written), (letter) => letter.charCodeAt(0));
}

/** Asks where and writes the chart there; answers where. Null when the dialog was dismissed. */
export async function savePicture(
  chart: SVGSVGElement,
  format: PictureFormat,
  words: { title: string; kind: string; name: string },
): Promise<string | null> {
  const name = words.name.replace(/[<>:"/\\|?*]/g, "-").trim() || "chart";
  const kind = { name: words.kind, extensions: [format] };
  const path = await platform().files.pickSave(words.title, [kind], `${name}.${format}`);
  if (path === null) return null;
  const bytes = format === "svg" ? new TextEncoder().encode(svgText(chart)) : await pngBytes(chart);
  await platform().rows.saveChart(path, bytes);
  return path;
}
