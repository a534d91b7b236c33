import type { Extraction, RunSettings } from "../../bindings";

/** The same as `RunSettings::default` of the model crate. */
export const SETTINGS: RunSettings = {
  workers: 8,
  timeoutSeconds: 30,
  retries: 2,
  backoff: { firstMs: 500, longestMs: 30_000 },
  retryOn: ["timeout", "connection", "cut_off", "too_many_requests", "server_error"],
  limits: { rate: null, maxInFlight: null, perDay: null },
  stop: { afterFailures: null, whenFirstFail: 20, onSignInFailure: true },
  answers: { maxBytes: 64_000_000, errorWhen: null },
  cacheSeconds: null,
  network: { proxy: null, certificate: null },
};

export const EMPTY: Extraction = {
  request: { method: "GET", address: "", query: [], headers: [], body: "" },
  lists: [],
  combine: "product",
  settings: SETTINGS,
  paging: { rule: { kind: "single" }, total: null, mostPages: null },
};

export function sampleExtraction(ids: number): Extraction {
  return {
    ...EMPTY,
    request: {
      method: "GET",
      address: "http://127.0.0.1:4010/inventory/{type}",
      query: [{ name: "id", value: "{id}", enabled: true, secret: false }],
      headers: [{ name: "Accept", value: "application/json", enabled: true, secret: false }],
      body: "",
    },
    lists: [
      { placeholder: "type", source: { kind: "typed", text: "materials\nproducts" } },
      { placeholder: "id", source: { kind: "typed", text: `0-${ids - 1}` } },
    ],
  };
}
