use percent_encoding::percent_decode_str;
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
        let value = value.into();
        let secret = is_secret_name(&name) && !is_placeholder(&value);
        Field { name, value, enabled: true, secret }
    }

    /// Whether the value must be kept out of everything that outlives the session.
    pub fn is_secret(&self) -> bool {
        self.secret || is_secret_name(&self.name) && !is_placeholder(&self.value)
    }
}

/// Names whose values are secrets by custom, in headers and in queries.
pub fn is_secret_name(name: &str) -> bool {
    /// The whole name.
    const NAMES: [&str; 7] = ["key", "sig", "signature", "auth", "appid", "pass", "pwd"];
    /// Anywhere in the name, its punctuation left out.
    const WORDS: [&str; 9] = [
        "authorization",
        "cookie",
        "apikey",
        "token",
        "secret",
        "password",
        "subscriptionkey",
        "accesskey",
        "privatekey",
    ];
    /// Tokens of paging are places in a list and no secrets.
    const HARMLESS: [&str; 5] = ["page", "next", "continu", "cursor", "sync"];
    let name = name.trim().to_ascii_lowercase();
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    NAMES.contains(&name.as_str())
        || WORDS.iter().any(|word| letters.contains(word)) && !HARMLESS.iter().any(|word| letters.contains(word))
}

/// A value that is nothing but a placeholder is an ID of the list, whatever the field is called.
fn is_placeholder(value: &str) -> bool {
    let name = value.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    name.is_some_and(|name| !name.is_empty() && !name.contains(['{', '}']))
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
    /// The address as anybody may read it: a password before the host and the values of secret parameters masked.
    pub fn public_address(&self) -> String {
        let (head, query, fragment) = cut_address(&self.address);
        let mut public = match head.split_once("://") {
            Some((scheme, rest)) => {
                let host_ends = rest.find('/').unwrap_or(rest.len());
                match rest[..host_ends].rfind('@') {
                    Some(at) => format!("{scheme}://{SECRET_MASK}{}", &rest[at..]),
                    None => head.to_owned(),
                }
            }
            None => head.to_owned(),
        };
        if let Some(query) = query {
            public.push('?');
            let masked = |parameter: &str| match parameter.split_once('=') {
                Some((name, _)) if is_secret_parameter(parameter) => format!("{name}={SECRET_MASK}"),
                _ => parameter.to_owned(),
            };
            public.push_str(&query.split('&').map(masked).collect::<Vec<_>>().join("&"));
        }
        public + fragment
    }

    /// The names of the parameters in the address whose values are secrets. They belong into the query table, which keeps
    /// them out of the document.
    pub fn secret_parameters(&self) -> Vec<String> {
        let query = cut_address(&self.address).1.unwrap_or_default();
        let secret = query.split('&').filter(|parameter| is_secret_parameter(parameter));
        secret.filter_map(|parameter| Some(parameter.split_once('=')?.0.to_owned())).collect()
    }

    /// Moves the secret parameters of the address into the query table.
    pub fn set_secrets_apart(&mut self) {
        let (head, query, fragment) = cut_address(&self.address);
        let Some(query) = query else { return };
        let (secret, open): (Vec<_>, Vec<_>) = query.split('&').partition(|parameter| is_secret_parameter(parameter));
        let fields: Vec<Field> = secret
            .iter()
            .filter_map(|parameter| parameter.split_once('='))
            .map(|(name, value)| Field::new(decoded(name), decoded(value)))
            .collect();
        let mark = if open.is_empty() { "" } else { "?" };
        self.address = format!("{head}{mark}{}{fragment}", open.join("&"));
        self.query.extend(fields);
    }

    /// The same template as it may be written to disk: secret values emptied.
    pub fn without_secrets(&self) -> Self {
        let mut template = self.clone();
        template.address = self.public_address();
        for field in template.query.iter_mut().chain(&mut template.headers).filter(|field| field.is_secret()) {
            field.value.clear();
            field.secret = true;
        }
        template
    }
}

/// Before the question mark, after it, and from the `#` on.
fn cut_address(address: &str) -> (&str, Option<&str>, &str) {
    let (rest, fragment) = address.split_at(address.find('#').unwrap_or(address.len()));
    match rest.split_once('?') {
        Some((head, query)) => (head, Some(query), fragment),
        None => (rest, None, fragment),
    }
}

/// A table holds what a person reads; it is encoded again when it is sent.
fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn is_secret_parameter(parameter: &str) -> bool {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    !value.is_empty() && is_secret_name(name) && !is_placeholder(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets() {
        let check = |names: &[&str], expected: bool| {
            for name in names {
                assert_eq!(is_secret_name(name), expected, "{name}");
            }
        };
        check(
            &["Authorization", "Proxy-Authorization", "Cookie", "X-Api-Key", "api_key", "APIKEY", "PRIVATE-TOKEN"],
            true,
        );
        check(&["X-RapidAPI-Key", "DD-API-KEY", "X-Access-Token", "client_secret", "key", "sig", "appid"], true);
        check(&["Ocp-Apim-Subscription-Key", "password", "Set-Cookie2"], true);
        check(&["Accept", "id", "keyword", "monkey", "page_token", "nextPageToken", "author", "passport"], false);
    }

    #[test]
    fn secrets_of_an_address() {
        let check = |address: &str, public: &str, apart: &str, fields: &[(&str, &str)]| {
            let mut request = RequestTemplate { address: address.into(), ..RequestTemplate::default() };
            assert_eq!(request.public_address(), public);
            assert_eq!(request.without_secrets().address, public);
            request.set_secrets_apart();
            assert_eq!(request.address, apart);
            let moved: Vec<_> = request.query.iter().map(|f| (f.name.as_str(), f.value.as_str())).collect();
            assert_eq!(moved, fields);
            assert!(request.secret_parameters().is_empty());
        };
        check("", "", "", &[]);
        check("https://h/x/{id}?a=1#f", "https://h/x/{id}?a=1#f", "https://h/x/{id}?a=1#f", &[]);
        check("https://h/x?api_key=S3&a=1", "https://h/x?api_key=•••&a=1", "https://h/x?a=1", &[("api_key", "S3")]);
        check("https://h/x?token=a%2Fb", "https://h/x?token=•••", "https://h/x", &[("token", "a/b")]);
        check("https://h/x?token=S3#f", "https://h/x?token=•••#f", "https://h/x#f", &[("token", "S3")]);
        check("https://h/x?key={id}", "https://h/x?key={id}", "https://h/x?key={id}", &[]);
        check("https://u:p@h/x", "https://•••@h/x", "https://u:p@h/x", &[]);
        check("https://h/a@b?q=c@d", "https://h/a@b?q=c@d", "https://h/a@b?q=c@d", &[]);
    }
}
