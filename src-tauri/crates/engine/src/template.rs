use bytes::Bytes;
use fetchgrid_model::{Field, Method, RequestTemplate, SECRET_MASK, is_secret_name};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::address::Address;
use crate::encode::{Position, Unwritable};
use crate::pieces::{Names, Piece, cut, write};

/// A request template made ready to be filled in thousands of times a second.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    pub(crate) method: Method,
    pub(crate) placeholders: Vec<String>,
    address: Address,
    query: Vec<Parameter>,
    /// Headers without placeholders, ready to be sent.
    plain_headers: HeaderMap,
    filled_headers: Vec<(HeaderName, Vec<Piece>)>,
    body: Option<(Position, Vec<Piece>)>,
    /// Texts that must not be read anywhere, longest first.
    secrets: Vec<String>,
    /// Headers that must not reach another host.
    secret_headers: Vec<HeaderName>,
    /// A web page is what the user asks for.
    wants_page: bool,
}

#[derive(Clone, Debug)]
struct Parameter {
    /// Encoded.
    name: String,
    value: Vec<Piece>,
    secret: bool,
}

/// What goes over the wire.
#[derive(Clone, Debug)]
pub(crate) struct Wire {
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
}

impl Template {
    /// Takes what can be taken: whatever is wrong with a header or the address is said by `check`.
    pub(crate) fn new(request: &RequestTemplate) -> Self {
        let mut names = Names::default();
        let address = Address::new(request.address.trim(), &mut names);
        let query: Vec<Parameter> = in_use(&request.query)
            .map(|field| {
                let mut name = String::new();
                // The query takes any text.
                let _ = Position::Query.write(field.name.trim(), &mut name);
                Parameter { name, value: cut(&field.value, &mut names), secret: field.is_secret() }
            })
            .collect();
        let mut plain_headers = HeaderMap::new();
        let mut filled_headers = Vec::new();
        for field in in_use(&request.headers) {
            let pieces = cut(field.value.trim(), &mut names);
            let Ok(name) = HeaderName::from_bytes(field.name.trim().as_bytes()) else { continue };
            match &pieces[..] {
                [] => drop(plain_headers.append(name, HeaderValue::from_static(""))),
                [Piece::Text(text)] => {
                    if let Ok(mut value) = HeaderValue::from_bytes(text.as_bytes()) {
                        value.set_sensitive(field.is_secret());
                        plain_headers.append(name, value);
                    }
                }
                _ => filled_headers.push((name, pieces)),
            }
        }
        let body = (request.method == Method::Post && !request.body.is_empty()).then(|| {
            let pieces = cut(&request.body, &mut names);
            let content_type =
                in_use(&request.headers).find(|field| field.name.trim().eq_ignore_ascii_case("content-type"));
            let looks_like_json =
                matches!(pieces.first(), Some(Piece::Text(text)) if text.trim_start().starts_with(['{', '[']));
            if content_type.is_none() && looks_like_json {
                plain_headers.append(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            }
            let position = match content_type.map(|field| field.value.to_ascii_lowercase()) {
                None if looks_like_json => Position::JsonBody,
                Some(given) if given.contains("json") => Position::JsonBody,
                Some(given) if given.contains("x-www-form-urlencoded") => Position::FormBody,
                _ => Position::RawBody,
            };
            (position, pieces)
        });
        Template {
            method: request.method,
            placeholders: names.0,
            address,
            query,
            plain_headers,
            filled_headers,
            body,
            secrets: secrets(request),
            secret_headers: in_use(&request.headers)
                .filter(|field| field.is_secret() || is_secret_name(&field.name))
                .filter_map(|field| HeaderName::from_bytes(field.name.trim().as_bytes()).ok())
                .collect(),
            wants_page: in_use(&request.headers).any(|field| {
                field.name.trim().eq_ignore_ascii_case("accept") && field.value.to_ascii_lowercase().contains("html")
            }),
        }
    }

    /// Takes off what must not follow a redirect to another host.
    pub(crate) fn leave_secrets_behind(&self, headers: &mut HeaderMap) {
        for name in &self.secret_headers {
            headers.remove(name);
        }
    }

    /// Whether the request says that it wants HTML.
    pub(crate) fn wants_page(&self) -> bool {
        self.wants_page
    }

    /// Whether what is sent beside the address differs from request to request.
    pub(crate) fn has_filled_headers(&self) -> bool {
        !self.filled_headers.is_empty()
    }

    /// Fills in one value for each placeholder. The first of the pair is the address as it may be shown, in any case.
    pub(crate) fn fill(&self, values: &[String]) -> (String, Result<Wire, Unwritable>) {
        let mut written = String::with_capacity(128);
        let outcome = self.address.write(values, &mut written);
        let bare = written.len();
        let outcome = outcome.and_then(|()| self.write_query(values, &mut written, false));
        let url =
            outcome.and_then(|()| Url::parse(&written).map_err(|_| Unwritable("The value makes the address invalid.")));
        let url = match url {
            Ok(url) => url,
            Err(unwritable) => {
                // Nothing was parsed, so the address is shown as far as it goes, without its query's own fields.
                written.truncate(bare);
                let shown = if self.address.has_secret() {
                    written.split('?').next().unwrap_or("").to_owned()
                } else {
                    written
                };
                return (shown, Err(unwritable));
            }
        };
        // Parsing may rewrite the address before the fields of the query, but these hold nothing that it would touch:
        // they are found again by their length.
        let fields = written.len() - bare;
        let shown = if !self.query.iter().any(|parameter| parameter.secret) && !self.address.has_secret() {
            url.as_str().to_owned()
        } else {
            let mut shown = self.address.shown(&url, url.as_str().len() - fields);
            // Written once without a refusal, it is written again without one.
            let _ = self.write_query(values, &mut shown, true);
            shown
        };
        let wire =
            self.fill_headers(values).and_then(|headers| Ok(Wire { url, headers, body: self.fill_body(values)? }));
        (shown, wire)
    }

    fn write_query(&self, values: &[String], out: &mut String, masked: bool) -> Result<(), Unwritable> {
        for (index, parameter) in self.query.iter().enumerate() {
            if index == 0 {
                self.address.open_query(out);
            } else {
                out.push('&');
            }
            out.push_str(&parameter.name);
            out.push('=');
            if masked && parameter.secret {
                out.push_str(SECRET_MASK);
            } else {
                write(&parameter.value, values, Position::Query, true, out)?;
            }
        }
        Ok(())
    }

    fn fill_headers(&self, values: &[String]) -> Result<HeaderMap, Unwritable> {
        let mut headers = self.plain_headers.clone();
        for (name, pieces) in &self.filled_headers {
            let mut text = String::new();
            write(pieces, values, Position::Header, false, &mut text)?;
            let value = HeaderValue::from_bytes(text.trim().as_bytes())
                .map_err(|_| Unwritable("A header cannot hold line breaks or other control characters."))?;
            headers.append(name.clone(), value);
        }
        Ok(headers)
    }

    fn fill_body(&self, values: &[String]) -> Result<Option<Bytes>, Unwritable> {
        let Some((position, pieces)) = &self.body else { return Ok(None) };
        let mut text = String::new();
        write(pieces, values, *position, false, &mut text)?;
        Ok(Some(Bytes::from(text)))
    }

    pub(crate) fn has_secrets(&self) -> bool {
        !self.secrets.is_empty()
    }

    /// Takes the secrets out of a text that came from elsewhere: an error, a header of the answer.
    pub(crate) fn redact(&self, mut text: String) -> String {
        for secret in &self.secrets {
            if text.contains(secret.as_str()) {
                text = text.replace(secret.as_str(), SECRET_MASK);
            }
        }
        text
    }
}

/// The rows of a table that are sent: switched on, and not the empty row that a table ends with.
pub(crate) fn in_use(fields: &[Field]) -> impl Iterator<Item = &Field> {
    fields.iter().filter(|field| field.enabled && !(field.name.trim().is_empty() && field.value.trim().is_empty()))
}

/// Shorter texts than this are found by chance in messages and headers; replacing them would garble what they say.
const SHORTEST_SECRET: usize = 6;

/// The plain parts of secret fields, as they were typed and as they are sent.
fn secrets(request: &RequestTemplate) -> Vec<String> {
    let mut secrets = Vec::new();
    for field in in_use(&request.query).chain(in_use(&request.headers)).filter(|field| field.is_secret()) {
        for piece in cut(field.value.trim(), &mut Names::default()) {
            let Piece::Text(text) = piece else { continue };
            // "Bearer abc": the word says how, the rest is the secret.
            for word in text.split_whitespace().chain([text.as_str()]) {
                let mut encoded = String::new();
                let _ = Position::Query.write(word, &mut encoded);
                secrets.extend([word.to_owned(), encoded]);
            }
        }
    }
    let is_scheme = |word: &str| ["bearer", "apikey", "digest"].iter().any(|scheme| word.eq_ignore_ascii_case(scheme));
    secrets.retain(|secret| secret.len() >= SHORTEST_SECRET && !is_scheme(secret));
    secrets.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    secrets.dedup();
    secrets
}
