use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What stands in place of a secret wherever it could be read: the document, the log, an address.
pub const SECRET_MASK: &str = "•••";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    #[default]
    Get,
    Post,
}

impl Method {
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
        }
    }
}

/// One name and value of the query or the headers. The value may hold `{placeholders}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    pub name: String,
    pub value: String,
    pub enabled: bool,
    /// A secret value lives in memory for the session and is never written to the document.
    #[serde(default)]
    pub secret: bool,
}

impl Field {
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        let name = name.into();
        let secret = is_secret_name(&name);
        Field { name, value: value.into(), enabled: true, secret }
    }

    /// Whether the value must be kept out of everything that outlives the session.
    pub fn is_secret(&self) -> bool {
        self.secret || is_secret_name(&self.name)
    }
}

/// Names whose values are secrets by custom, in headers and in queries.
pub fn is_secret_name(name: &str) -> bool {
    const SECRET: [&str; 16] = [
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
    SECRET.contains(&name.trim().to_ascii_lowercase().as_str())
}

/// Method, address, query, headers and body, any of which may hold `{placeholders}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RequestTemplate {
    pub method: Method,
    pub address: String,
    #[serde(default)]
    pub query: Vec<Field>,
    #[serde(default)]
    pub headers: Vec<Field>,
    /// Sent with POST only.
    #[serde(default)]
    pub body: String,
}

impl RequestTemplate {
    /// The same template as it may be written to disk: secret values emptied.
    pub fn without_secrets(&self) -> Self {
        let mut template = self.clone();
        for field in template.query.iter_mut().chain(&mut template.headers).filter(|field| field.is_secret()) {
            field.value.clear();
            field.secret = true;
        }
        template
    }
}
