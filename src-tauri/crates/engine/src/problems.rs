//! What is wrong with the fields of the form, in sentences that stand beside them.

use fetchgrid_model::{
    AnswerRules, Backoff, ErrorRule, Field, FieldRef, NetworkSettings, Problem, ProblemCode, RequestTemplate,
    RunSettings,
};
use reqwest::header::{HeaderName, HeaderValue};
use url::{ParseError, Url};

use crate::client;
use crate::error::EngineError;
use crate::pieces::{Names, Piece, cut, near_placeholder, unclosed};

pub(crate) fn of_request(request: &RequestTemplate, problems: &mut Vec<Problem>) {
    of_address(&request.address, problems);
    of_secret_parameters(request, problems);
    for (index, field) in sent(&request.query) {
        of_secret(field, FieldRef::Query { index }, problems);
        of_braces(field, FieldRef::Query { index }, problems);
    }
    for (index, field) in sent(&request.headers) {
        of_secret(field, FieldRef::Header { index }, problems);
        of_header(field, FieldRef::Header { index }, problems);
        of_braces(field, FieldRef::Header { index }, problems);
    }
}

pub(crate) fn of_settings(settings: &RunSettings, problems: &mut Vec<Problem>) {
    let mut outside = |field, message: String| {
        problems.push(Problem { field, code: ProblemCode::OutOfRange, message, blocking: true });
    };
    let (backoff, limits, answers) = (settings.backoff, settings.limits, &settings.answers);
    if settings.workers.most() > RunSettings::MAX_WORKERS {
        outside(FieldRef::Workers, format!("Choose 1 to {} workers.", RunSettings::MAX_WORKERS));
    }
    if !(1..=RunSettings::MAX_TIMEOUT_SECONDS).contains(&settings.timeout_seconds) {
        outside(FieldRef::Timeout, format!("Choose a time-out of 1 to {} seconds.", RunSettings::MAX_TIMEOUT_SECONDS));
    }
    if settings.retries > RunSettings::MAX_RETRIES {
        outside(FieldRef::Retries, format!("Choose 0 to {} retries.", RunSettings::MAX_RETRIES));
    }
    if backoff.first_ms > backoff.longest_ms || backoff.longest_ms > Backoff::MAX_MS {
        outside(FieldRef::Backoff, "Choose waits of up to an hour, the first no longer than the longest.".to_owned());
    }
    if limits.rate.is_some_and(|rate| !rate.is_sound()) {
        outside(FieldRef::Rate, "Choose a rate between one request a day and a million a second.".to_owned());
    }
    if limits.per_day == Some(0) {
        outside(FieldRef::PerDay, "Choose a daily quota of 1 or more, or none.".to_owned());
    }
    if !(1..=AnswerRules::MAX_BYTES).contains(&answers.max_bytes) {
        outside(FieldRef::MaxBytes, "Choose a largest answer of 1 byte to 1 GB.".to_owned());
    }
    if let Some(ErrorRule::Present { field } | ErrorRule::Differs { field, .. }) = &answers.error_when
        && field.trim().is_empty()
    {
        problems.push(Problem {
            field: FieldRef::ErrorRule,
            code: ProblemCode::ErrorRuleEmpty,
            message: "Name the field of the answer that tells an error, such as error or status.".to_owned(),
            blocking: true,
        });
    }
    of_network(&settings.network, problems);
}

fn of_network(network: &NetworkSettings, problems: &mut Vec<Problem>) {
    let mut refused = |field, code, error: EngineError| {
        problems.push(Problem { field, code, message: error.to_string(), blocking: true });
    };
    if let Some(Err(error)) = client::given(&network.proxy).map(client::proxy) {
        refused(FieldRef::Proxy, ProblemCode::ProxyInvalid, error);
    }
    if let Some(Err(error)) = client::given(&network.certificate).map(client::certificates) {
        refused(FieldRef::Certificate, ProblemCode::CertificateUnreadable, error);
    }
}

/// With their places in the table as the window shows it.
fn sent(fields: &[Field]) -> impl Iterator<Item = (usize, &Field)> {
    fields.iter().enumerate().filter(|(_, field)| field.enabled)
}

fn of_secret(field: &Field, at: FieldRef, problems: &mut Vec<Problem>) {
    let name = field.name.trim();
    if field.is_secret() && !name.is_empty() && field.value.trim().is_empty() {
        problems.push(Problem {
            field: at,
            code: ProblemCode::SecretMissing,
            message: format!("Type the value of {name} again: secrets are not stored in the document."),
            blocking: true,
        });
    }
}

fn of_braces(field: &Field, at: FieldRef, problems: &mut Vec<Problem>) {
    if let Some(mut problem) = brace_unclosed(&field.value, at) {
        // A key may hold any letter, and there is no other way to write it.
        problem.blocking = !field.is_secret();
        problems.push(problem);
    }
}

/// The name that was begun is suggested, or the usual one.
fn brace_unclosed(template: &str, field: FieldRef) -> Option<Problem> {
    let name = match unclosed(template)? {
        "" => "id",
        begun => begun,
    };
    let message = format!("A brace is not closed: write {{{name}}}.");
    Some(Problem { field, code: ProblemCode::BraceUnclosed, message, blocking: true })
}

fn of_header(field: &Field, at: FieldRef, problems: &mut Vec<Problem>) {
    /// These belong to the connection; a wrong one makes every request fail in a way that is hard to see.
    const OURS: [&str; 6] = ["connection", "content-length", "host", "keep-alive", "transfer-encoding", "upgrade"];
    let name = field.name.trim();
    let value = field.value.trim();
    if name.is_empty() && value.is_empty() {
        return;
    }
    let mut problem = |code, message| problems.push(Problem { field: at.clone(), code, message, blocking: true });
    if name.is_empty() {
        problem(ProblemCode::HeaderNameInvalid, "Give this header a name, or take it out.".to_owned());
    } else if HeaderName::from_bytes(name.as_bytes()).is_err() {
        problem(
            ProblemCode::HeaderNameInvalid,
            format!("\"{name}\" is not a header name: it may hold letters, digits and dashes, no spaces and no colon."),
        );
    } else if OURS.contains(&name.to_ascii_lowercase().as_str()) {
        problem(
            ProblemCode::HeaderNameInvalid,
            format!("The header {name} is set for each connection by itself. Take it out."),
        );
    }
    let text_is_valid = cut(value, &mut Names::default()).iter().all(|piece| match piece {
        Piece::Text(text) => HeaderValue::from_bytes(text.as_bytes()).is_ok(),
        Piece::Value(_) => true,
    });
    if !text_is_valid {
        problem(
            ProblemCode::HeaderValueInvalid,
            format!("The value of {name} holds a line break or another control character. Type it again."),
        );
    }
}

fn of_secret_parameters(request: &RequestTemplate, problems: &mut Vec<Problem>) {
    for name in request.secret_parameters() {
        let message = format!("Move {name} from the address to the Query table: there it is kept out of the document.");
        problems.push(Problem {
            field: FieldRef::Address,
            code: ProblemCode::AddressHasSecret,
            message,
            blocking: true,
        });
    }
}

fn of_address(address: &str, problems: &mut Vec<Problem>) {
    let address = address.trim();
    let brace = brace_unclosed(address, FieldRef::Address);
    let mut problem = |code, blocking, message: String| {
        problems.push(Problem { field: FieldRef::Address, code, message, blocking });
    };
    if address.is_empty() {
        return problem(
            ProblemCode::AddressEmpty,
            true,
            "Type the API address, such as https://api.example.com/items/{id}.".into(),
        );
    }
    let Some((scheme, rest)) = address.split_once("://") else {
        return problem(ProblemCode::AddressNoScheme, true, "Begin with https:// or http://.".into());
    };
    if !scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')) {
        return problem(ProblemCode::AddressNoScheme, true, "Begin with https:// or http://.".into());
    }
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return problem(
            ProblemCode::AddressBadScheme,
            true,
            format!("Addresses with {scheme}:// cannot be fetched. Begin with https:// or http://."),
        );
    }
    // Before the parts, which it would make look wrong as well.
    if let Some(brace) = brace {
        return problems.push(brace);
    }
    let host = &rest[..rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len())];
    if host.contains('@') {
        return problem(
            ProblemCode::AddressHasPassword,
            true,
            "Take the user name and password out of the address: it is stored in the document. Put them under Sign-in and \
             headers."
                .into(),
        );
    }
    if host.is_empty() || host.starts_with(':') {
        return problem(
            ProblemCode::AddressNoHost,
            true,
            "The address has no host, such as api.example.com, after ://.".into(),
        );
    }
    if let Err(error) = Url::parse(&sample(address)) {
        let message = match error {
            ParseError::EmptyHost => "The address has no host, such as api.example.com, after ://.",
            ParseError::InvalidPort => "The port after the host has to be a number up to 65535.",
            ParseError::InvalidIpv4Address | ParseError::InvalidIpv6Address => {
                "The numeric host of the address is not valid."
            }
            ParseError::IdnaError | ParseError::InvalidDomainCharacter => {
                "The host of the address holds a character that no host name has."
            }
            _ => "This is not a valid address.",
        };
        return problem(ProblemCode::AddressInvalid, true, message.into());
    }
    if let Some(braces) = near_placeholder(address) {
        problem(
            ProblemCode::AddressInvalid,
            false,
            format!(
                "{braces} is sent as it stands. A placeholder's name begins with a letter and holds letters, digits, _ . -"
            ),
        );
    }
}

/// The address with something harmless for every placeholder; a digit fits a host name, a port and a path alike.
fn sample(address: &str) -> String {
    cut(address, &mut Names::default())
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Value(_) => "1".to_owned(),
        })
        .collect()
}
