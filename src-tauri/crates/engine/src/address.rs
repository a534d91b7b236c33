use fetchgrid_model::{SECRET_MASK, is_secret_name};
use percent_encoding::percent_decode_str;
use url::Url;

use crate::encode::{Position, Unwritable};
use crate::pieces::{Names, Piece, cut};

/// The address of a template, cut at its placeholders, each of which knows where in the address it stands.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    pieces: Vec<(Position, Piece)>,
    has_query: bool,
    /// Which parameters of the query, counted from 0, hold a secret as plain text (`?api_key=abc`).
    secret_parameters: Vec<usize>,
}

impl Address {
    /// `address` is trimmed already. What follows `#` is never sent and left out.
    pub(crate) fn new(address: &str, names: &mut Names) -> Self {
        let sent = address.split_once('#').map_or(address, |(sent, _)| sent);
        let mut place = Place::Scheme;
        let mut pieces = Vec::new();
        for piece in cut(sent, names) {
            let position = place.position();
            if let Piece::Text(text) = &piece {
                place.pass(text);
            }
            pieces.push((position, piece));
        }
        let query = sent.split_once('?').map(|(_, query)| query);
        let secret_parameters = query
            .into_iter()
            .flat_map(|query| query.split('&').enumerate())
            .filter(|(_, parameter)| {
                let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
                let name = percent_decode_str(name).decode_utf8_lossy();
                // A placeholder's values are listed in the form for everybody to see; masking them would hide the ids.
                is_secret_name(&name)
                    && !value.is_empty()
                    && !matches!(cut(value, &mut Names::default())[..], [Piece::Value(_)])
            })
            .map(|(index, _)| index)
            .collect();
        Address { pieces, has_query: query.is_some(), secret_parameters }
    }

    pub(crate) fn has_secret(&self) -> bool {
        !self.secret_parameters.is_empty()
    }

    /// Appends the address with the values in their places.
    pub(crate) fn write<V: AsRef<str>>(&self, values: &[V], out: &mut String) -> Result<(), Unwritable> {
        let mut dots = false;
        for (position, piece) in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Value(index) => {
                    let value = values[*index].as_ref();
                    dots |= *position == Position::PathSegment && matches!(value, "." | "..");
                    position.write(value, out)?;
                }
            }
        }
        if dots && out.split(['?']).next().unwrap_or("").split('/').any(|segment| matches!(segment, "." | "..")) {
            // Every URL parser takes these out together with the segment before, however they are escaped.
            return Err(Unwritable(". and .. cannot stand alone in an address."));
        }
        Ok(())
    }

    /// Ends a written address so that a parameter can follow.
    pub(crate) fn open_query(&self, out: &mut String) {
        if !self.has_query {
            out.push('?');
        } else if !out.ends_with(['?', '&']) {
            out.push('&');
        }
    }

    /// The first `length` bytes of the parsed address, with secrets that stand in it as plain text masked.
    pub(crate) fn shown(&self, url: &Url, length: usize) -> String {
        let sent = &url.as_str()[..length];
        if !self.has_secret() {
            return sent.to_owned();
        }
        let Some((path, query)) = sent.split_once('?') else { return sent.to_owned() };
        let parameters = query.split('&').enumerate().map(|(index, parameter)| {
            if !self.secret_parameters.contains(&index) {
                return parameter.to_owned();
            }
            format!("{}={SECRET_MASK}", parameter.split_once('=').map_or(parameter, |(name, _)| name))
        });
        format!("{path}?{}", parameters.collect::<Vec<_>>().join("&"))
    }
}

#[derive(Clone, Copy)]
enum Place {
    Scheme,
    Host,
    Path,
    Query,
}

impl Place {
    fn position(self) -> Position {
        match self {
            // A placeholder before `://` is reported as a missing scheme and never sent.
            Place::Scheme | Place::Host => Position::Host,
            Place::Path => Position::PathSegment,
            Place::Query => Position::Query,
        }
    }

    fn pass(&mut self, text: &str) {
        let mut rest = text;
        loop {
            let (ends, next): (&[char], Place) = match self {
                Place::Scheme => {
                    let Some((_, after)) = rest.split_once("://") else { return };
                    rest = after;
                    *self = Place::Host;
                    continue;
                }
                Place::Host => (&['/', '?', '\\'], Place::Path),
                Place::Path => (&['?'], Place::Query),
                Place::Query => return,
            };
            let Some(at) = rest.find(ends) else { return };
            // A query may follow the host directly.
            *self = if rest[at..].starts_with('?') { Place::Query } else { next };
            rest = &rest[at + 1..];
        }
    }
}
