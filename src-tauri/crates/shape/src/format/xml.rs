//! XML as JSON, as data people are used to it: an element that comes again is a list, an attribute is a member `@name`, text
//! beside attributes or elements is the member `#text`. Names keep their prefixes; declarations of namespaces are left out.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::push_text;
use crate::error::{MAX_DEPTH, ShapeError, place};

/// Elements inside of each other: each is an object, and may be in a list, of the JSON that is written.
const MAX_OPEN: usize = MAX_DEPTH / 2 - 1;

/// Of a member for text that does not stand alone.
const TEXT: &str = "#text";

#[derive(Default)]
struct Element {
    attributes: Vec<(String, String)>,
    /// In the order in which their names first came.
    children: Vec<(String, Vec<Element>)>,
    text: String,
    /// `xsi:nil="true"`: there is no value.
    is_nil: bool,
}

pub(super) fn write(text: &str) -> Result<String, ShapeError> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    reader.config_mut().expand_empty_elements = true;
    // The document itself, and the elements that are open, innermost last.
    let mut open: Vec<(String, Element)> = vec![(String::new(), Element::default())];
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return Err(not_xml(text, reader.error_position(), &error.to_string())),
        };
        let at = reader.buffer_position();
        match event {
            Event::Start(start) => {
                if open.len() > MAX_OPEN {
                    let (line, column) = place(text, at as usize);
                    return Err(ShapeError::TooDeep { line, column });
                }
                let element = begun(&start).map_err(|reason| not_xml(text, at, &reason))?;
                open.push((start.name().0.to_owned(), element));
            }
            Event::End(_) => {
                let Some((name, element)) = open.pop() else { break };
                let Some((_, parent)) = open.last_mut() else { break };
                parent.add(name, element);
            }
            Event::Text(words) => innermost(&mut open).push_str(&words.xml10_content()),
            Event::CData(words) => innermost(&mut open).push_str(&words.xml10_content()),
            Event::GeneralRef(reference) => {
                let resolved = reference.resolve_char_ref().map_err(|error| not_xml(text, at, &error.to_string()))?;
                let words = innermost(&mut open);
                match (resolved, &*reference) {
                    (Some(character), _) => words.push(character),
                    (None, "lt") => words.push('<'),
                    (None, "gt") => words.push('>'),
                    (None, "amp") => words.push('&'),
                    (None, "apos") => words.push('\''),
                    (None, "quot") => words.push('"'),
                    // Declared elsewhere, if anywhere: it stays as it came.
                    (None, other) => words.extend(["&", other, ";"]),
                }
            }
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            Event::Eof => break,
        }
    }
    if open.len() > 1 {
        let (line, column) = place(text, text.len());
        return Err(ShapeError::BreaksOff { within: "an element", line, column });
    }
    let Some((_, document)) = open.pop() else { return Err(ShapeError::Empty) };
    if document.children.is_empty() {
        return Err(not_xml(text, 0, "there is no element"));
    }
    if !document.text.trim().is_empty() {
        return Err(not_xml(text, 0, "there is text outside of all elements"));
    }
    let mut json = String::with_capacity(text.len());
    document.write(&mut json);
    Ok(json)
}

fn innermost(open: &mut [(String, Element)]) -> &mut String {
    let last = open.len() - 1;
    &mut open[last].1.text
}

fn begun(start: &BytesStart<'_>) -> Result<Element, String> {
    let mut element = Element::default();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let name = attribute.key.0;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or_else(|_| attribute.value.clone());
        if name == "xmlns" || name.starts_with("xmlns:") {
            continue;
        }
        if name.rsplit(':').next() == Some("nil") && name.contains(':') && matches!(&*value, "true" | "1") {
            element.is_nil = true;
        }
        element.attributes.push((name.to_owned(), value.into_owned()));
    }
    Ok(element)
}

fn not_xml(text: &str, at: u64, reason: &str) -> ShapeError {
    let (line, column) = place(text, usize::try_from(at).unwrap_or(usize::MAX));
    ShapeError::NotXml { reason: reason.trim_end_matches('.').to_owned(), line, column }
}

impl Element {
    fn add(&mut self, name: String, child: Element) {
        // An element has a handful of names, but may have any number of children of one of them: they come in a row.
        match self.children.iter_mut().rev().find(|(known, _)| *known == name) {
            Some((_, same)) => same.push(child),
            None => self.children.push((name, vec![child])),
        }
    }

    fn write(&self, json: &mut String) {
        let text = self.text.trim();
        if self.is_nil && self.children.is_empty() && text.is_empty() {
            json.push_str("null");
            return;
        }
        if self.attributes.is_empty() && self.children.is_empty() {
            push_text(json, text);
            return;
        }
        json.push('{');
        let mut is_first = true;
        let mut member = |json: &mut String, name: &str| {
            if !std::mem::take(&mut is_first) {
                json.push(',');
            }
            push_text(json, name);
            json.push(':');
        };
        for (name, value) in &self.attributes {
            member(json, &format!("@{name}"));
            push_text(json, value);
        }
        for (name, children) in &self.children {
            member(json, name);
            match children.as_slice() {
                [child] => child.write(json),
                children => {
                    json.push('[');
                    for (index, child) in children.iter().enumerate() {
                        if index > 0 {
                            json.push(',');
                        }
                        child.write(json);
                    }
                    json.push(']');
                }
            }
        }
        if !text.is_empty() {
            member(json, TEXT);
            push_text(json, text);
        }
        json.push('}');
    }
}
