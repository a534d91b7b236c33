import { useState } from "react";

import type { ErrorCode } from "../../bindings";
import { platform, toAppError } from "../../platform";

/** A picture that is shown only when it is asked for. */
export type Picture =
  | { state: "none" }
  | { state: "loading" }
  | { state: "shown"; data: string }
  | { state: "failed"; code: ErrorCode; message: string };

const NONE: Picture = { state: "none" };

/** The picture at an address: `toggle` fetches it, or takes it away again; `refuse` says that it cannot be drawn. */
export function usePicture(address: string) {
  const [picture, setPicture] = useState<Picture>(NONE);
  const toggle = async () => {
    if (picture.state === "loading") return;
    if (picture.state === "shown") return setPicture(NONE);
    setPicture({ state: "loading" });
    try {
      setPicture({ state: "shown", data: await platform().links.picture(address) });
    } catch (thrown) {
      const { code, message } = toAppError(thrown);
      setPicture({ state: "failed", code, message });
    }
  };
  const refuse = () => setPicture({ state: "failed", code: "cannot_read", message: "" });
  return { picture, toggle, refuse };
}
