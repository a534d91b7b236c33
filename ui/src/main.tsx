import "./app/locale";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./app/tokens.css";
import "./i18n";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { connect } from "./app/document";
import { restoreLanguage } from "./app/language";
import { notifyError } from "./app/notify";
import { restoreTextSize } from "./app/textSize";
import { setPlatform } from "./platform";

async function start(root: HTMLElement): Promise<void> {
  if (import.meta.env.DEV && new URLSearchParams(location.search).has("fake")) {
    const { createFake, fakeOptionsFrom } = await import("./platform/fake");
    setPlatform(createFake(fakeOptionsFrom(location.search)));
  } else {
    const { tauriPlatform } = await import("./platform/tauri");
    setPlatform(tauriPlatform);
  }
  restoreTextSize();
  restoreLanguage();
  createRoot(root).render(<App />);
  await connect().catch(notifyError);
}

const root = document.getElementById("root");
if (root) void start(root);
