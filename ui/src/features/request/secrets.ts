/** Names whose values are secrets by custom: the same as `is_secret_name` of the model crate (a test compares them). */
export const SECRET_NAMES = [
  "authorization",
  "proxy-authorization",
  "cookie",
  "x-api-key",
  "api-key",
  "apikey",
  "api_key",
  "x-auth-token",
  "access_token",
  "access-token",
  "token",
  "secret",
  "client_secret",
  "password",
  "subscription-key",
  "ocp-apim-subscription-key",
];

export function isSecretName(name: string): boolean {
  return SECRET_NAMES.includes(name.trim().toLowerCase());
}
