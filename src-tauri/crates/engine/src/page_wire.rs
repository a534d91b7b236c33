//! What is sent for a page after the first.

use std::borrow::Cow;

use fetchgrid_model::RequestTemplate;
use url::Url;
use url::form_urlencoded::{byte_serialize, parse};

use crate::body_place::{BODY_PLACE, put};
use crate::paging::PageAsk;
use crate::redirect::stays_home;
use crate::template::{Template, Wire};

impl Wire {
    /// The request for another page, and its address as it may be shown. `shown`: that of the first page.
    ///
    /// # Errors
    /// A sentence, when the answer names no address that can be asked.
    pub(crate) fn page(mut self, ask: &PageAsk, shown: &str, template: &Template) -> Result<(String, Wire), String> {
        match ask {
            PageAsk::Parameter { name, value, is_number } if name.starts_with(BODY_PLACE) => {
                let body = self.body.as_deref().map(String::from_utf8_lossy).unwrap_or_default();
                self.body = Some(put(&body, name, value, *is_number)?.into());
                Ok((shown.to_owned(), self))
            }
            PageAsk::Parameter { name, value, .. } => {
                let mut shown = Cow::Borrowed(shown);
                self.set(name, value, &mut shown);
                Ok((shown.into_owned(), self))
            }
            PageAsk::Address(address) => match address.strip_prefix('&') {
                Some(parameters) => {
                    let mut shown = Cow::Borrowed(shown);
                    for (name, value) in parse(parameters.as_bytes()) {
                        self.set(&name, &value, &mut shown);
                    }
                    Ok((shown.into_owned(), self))
                }
                None => self.elsewhere(address, template),
            },
        }
    }

    fn set(&mut self, name: &str, value: &str, shown: &mut Cow<'_, str>) {
        let query = with_parameter(self.url.query().unwrap_or_default(), name, value);
        self.url.set_query(Some(&query));
        let (head, rest) = shown.split_at(shown.find('#').unwrap_or(shown.len()));
        let (head, query) = head.split_once('?').unwrap_or((head, ""));
        *shown = Cow::Owned(format!("{head}?{}{rest}", with_parameter(query, name, value)));
    }

    /// Where an answer says that the next page is. Secrets of the first page go along to the same host only.
    fn elsewhere(mut self, address: &str, template: &Template) -> Result<(String, Wire), String> {
        let unusable = || format!("The answer names a next page that cannot be asked for: {address:?}.");
        let mut next = self.url.join(address.trim()).map_err(|_| unusable())?;
        if !matches!(next.scheme(), "http" | "https") || !next.has_host() {
            return Err(unusable());
        }
        // A server behind another one knows its own address only without its encryption.
        let is_downgrade = self.url.scheme() == "https" && next.scheme() == "http";
        if is_downgrade && next.host() == self.url.host() && next.port().is_none() {
            let _ = next.set_scheme("https");
        }
        next.set_fragment(None);
        let mut query = next.query().map(str::to_owned);
        if stays_home(&self.url, &next) {
            for (name, value) in template.secret_parameters(&self.url) {
                let known = query.as_deref().unwrap_or_default();
                if !parse(known.as_bytes()).any(|(other, _)| other == name.as_str()) {
                    query = Some(with_parameter(known, &name, &value));
                }
            }
        } else {
            template.leave_secrets_behind(&mut self.headers);
        }
        next.set_query(query.as_deref());
        let shown = RequestTemplate { address: next.as_str().to_owned(), ..RequestTemplate::default() };
        let shown = template.redact(shown.public_address());
        self.url = next;
        Ok((shown, self))
    }
}

/// A query in which a parameter has another value. All others stay as they are written.
fn with_parameter(query: &str, name: &str, value: &str) -> String {
    let value: String = byte_serialize(value.as_bytes()).collect();
    let mut is_set = false;
    let mut parameters: Vec<Cow<'_, str>> = Vec::new();
    for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
        let is_it = parse(parameter.as_bytes()).next().is_some_and(|(known, _)| known == name);
        match (is_it, is_set) {
            (false, _) => parameters.push(Cow::Borrowed(parameter)),
            (true, false) => {
                let written = parameter.split('=').next().unwrap_or_default();
                parameters.push(format!("{written}={value}").into());
                is_set = true;
            }
            (true, true) => {}
        }
    }
    if !is_set {
        let name: String = byte_serialize(name.as_bytes()).collect();
        parameters.push(format!("{name}={value}").into());
    }
    parameters.join("&")
}

impl Template {
    /// Parameters of an address of this template whose values are secrets.
    fn secret_parameters(&self, url: &Url) -> Vec<(String, String)> {
        let secret = url.query_pairs().filter(|(name, value)| {
            !value.is_empty() && (fetchgrid_model::is_secret_name(name) || self.redact(value.to_string()) != *value)
        });
        secret.map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
    }
}

#[cfg(test)]
mod tests {
    use fetchgrid_model::{Field, RequestTemplate};

    use super::*;

    #[test]
    fn parameters_take_other_values() {
        let check = |query: &str, name: &str, value: &str, expected: &str| {
            assert_eq!(with_parameter(query, name, value), expected, "{query}");
        };
        check("", "page", "2", "page=2");
        check("page=1&size=5", "page", "2", "page=2&size=5");
        check("a=1", "page", "2", "a=1&page=2");
        check("page%5Bnumber%5D=1&q=x+y%20z", "page[number]", "2", "page%5Bnumber%5D=2&q=x+y%20z");
        check("page[number]=1", "page[number]", "2", "page[number]=2");
        check("cursor=*&cursor=*", "cursor", "a+b/c=", "cursor=a%2Bb%2Fc%3D");
        check("pages=3", "page", "2", "pages=3&page=2");
    }

    #[test]
    fn addresses_of_next_pages() {
        #[track_caller]
        fn check(first: &str, ask: PageAsk, sent: &str, shown: &str, keeps_key: bool) {
            let request = RequestTemplate {
                address: first.into(),
                headers: vec![Field::new("Authorization", "Bearer S3CR3T-S3CR3T")],
                ..RequestTemplate::default()
            };
            let mut request = request;
            request.set_secrets_apart();
            let template = Template::new(&request);
            let (address, wire) = template.fill(&[]);
            let (address, wire) = wire.expect("a request").page(&ask, &address, &template).expect("a page");
            assert_eq!((wire.url.as_str(), address.as_str()), (sent, shown));
            assert_eq!(wire.headers.contains_key("authorization"), keeps_key, "{sent}");
        }
        let next = |address: &str| PageAsk::Address(address.into());
        let page = PageAsk::Parameter { name: "page".into(), value: "2".into(), is_number: true };
        check("https://h/x?page=1&k=v", page.clone(), "https://h/x?page=2&k=v", "https://h/x?page=2&k=v", true);
        check(
            "https://h/x?api_key=S3CR3T",
            page,
            "https://h/x?api_key=S3CR3T&page=2",
            "https://h/x?api_key=•••&page=2",
            true,
        );
        check("https://h/x", next("https://h/x?p=2#f"), "https://h/x?p=2", "https://h/x?p=2", true);
        check("https://h/a/x", next("/b?p=2"), "https://h/b?p=2", "https://h/b?p=2", true);
        check("https://h/x?q=1", next("?p=2"), "https://h/x?p=2", "https://h/x?p=2", true);
        check("https://h/x?q=1", next("&p=2&s=a%20b"), "https://h/x?q=1&p=2&s=a+b", "https://h/x?q=1&p=2&s=a+b", true);
        check("https://h/x", next("http://h/x?p=2"), "https://h/x?p=2", "https://h/x?p=2", true);
        check("https://h/x", next("https://other/x?p=2"), "https://other/x?p=2", "https://other/x?p=2", false);
        check(
            "https://h/x?api_key=S3CR3T",
            next("https://h/x?p=2"),
            "https://h/x?p=2&api_key=S3CR3T",
            "https://h/x?p=2&api_key=•••",
            true,
        );
        check(
            "https://h/x?api_key=S3CR3T",
            next("https://other/x?p=2"),
            "https://other/x?p=2",
            "https://other/x?p=2",
            false,
        );
    }
}
