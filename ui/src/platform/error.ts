import type { AppError, ErrorCode } from "../bindings";

/** Whatever was thrown, as the error that the interface shows. Commands reject with an AppError already. */
export function toAppError(thrown: unknown): AppError {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) {
    const { code, message } = thrown as { code: unknown; message: unknown };
    const detail = (thrown as { detail?: unknown }).detail;
    return {
      code: String(code) as ErrorCode,
      message: String(message),
      detail: typeof detail === "string" ? detail : null,
    };
  }
  if (thrown instanceof Error) return { code: "internal", message: thrown.message, detail: null };
  return { code: "internal", message: String(thrown), detail: null };
}
