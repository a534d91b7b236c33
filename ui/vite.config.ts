import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  plugins: [react()],
  // The window loads the built files from inside the binary; relative addresses work there and behind any dev server.
  base: "./",
  clearScreen: false,
  server: {
    host: "127.0.0.1",
    port: 5173,
    strictPort: true,
    // Tests compare our lists of names with those in the Rust sources.
    fs: { allow: mode === "test" ? [".."] : ["."] },
  },
  build: {
    // WebKitGTK 2.44 and WebView2 are both newer than this.
    target: ["safari17", "chrome120"],
    sourcemap: false,
    chunkSizeWarningLimit: 1500,
  },
  test: {
    environment: "happy-dom",
    setupFiles: ["src/test/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    css: false,
    restoreMocks: true,
    testTimeout: 30_000,
    // By default one core is left free, which of two is half of the machine.
    maxWorkers: "100%",
  },
}));
