//! GeoReport's XML: a root, a `request` for each entry, a leaf for each part.
//!
//! Document types and entities of their own are refused before they can do anything; depth is bounded here, size by
//! the guard.

use quick_xml::{Reader, events::Event};

use super::{Entry, KEY, Unreadable};

/// Elements inside elements; the standard needs three.
const DEEPEST: usize = 16;

pub(super) fn entries(text: &str) -> Result<Vec<Entry>, Unreadable> {
    let mut reader = Reader::from_str(text);
    let mut tree = Tree::default();
    loop {
        match reader.read_event().map_err(|_| BROKEN)? {
            Event::Start(tag) => tree.open(tag.local_name().into_inner())?,
            Event::Empty(tag) => {
                tree.open(tag.local_name().into_inner())?;
                tree.close();
            }
            Event::End(_) => tree.close(),
            Event::Text(text) => tree.text(&text.xml10_content()),
            Event::CData(text) => tree.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref().map_err(|_| BROKEN)? {
                    Some(character) => character,
                    None => predefined(&reference).ok_or("the answer uses an entity of its own")?,
                };
                tree.text(character.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => return Err("the answer has a document type"),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => return tree.finish(),
        }
    }
}

const BROKEN: Unreadable = "the answer is not well-formed XML";

/// The five entities that XML itself has.
fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "apos" => '\'',
        "quot" => '"',
        _ => return None,
    })
}

/// Where we are in the document, and what was read so far.
#[derive(Default)]
struct Tree {
    path: Vec<String>,
    seen_root: bool,
    words: String,
    entries: Vec<Entry>,
}

impl Tree {
    fn open(&mut self, name: &str) -> Result<(), Unreadable> {
        match self.path.len() {
            0 if self.seen_root => return Err(BROKEN),
            0 if !matches!(name, "service_requests" | "requests") => {
                return Err("the answer is not a list of requests");
            }
            0 => self.seen_root = true,
            1 if name != "request" => return Err("the answer's list holds something else than requests"),
            1 => self.entries.push(Entry::default()),
            DEEPEST.. => return Err("the answer is nested too deeply"),
            _ => self.words.clear(),
        }
        self.path.push(name.to_owned());
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.path.len() > 2 {
            self.words.push_str(text);
        }
    }

    fn close(&mut self) {
        let path: Vec<&str> = self.path.iter().skip(2).map(String::as_str).collect();
        let words = self.words.trim();
        if let (Some(entry), false) = (self.entries.last_mut(), words.is_empty()) {
            let part = match path.as_slice() {
                ["service_request_id"] => &mut entry.id,
                ["token"] => &mut entry.token,
                ["status"] => &mut entry.status,
                ["status_notes"] => &mut entry.notes,
                ["description"] => &mut entry.description,
                ["requested_datetime"] => &mut entry.requested,
                ["extended_attributes", KEY] => &mut entry.key,
                _ => &mut None,
            };
            *part = Some(words.to_owned());
        }
        self.words.clear();
        self.path.pop();
    }

    fn finish(self) -> Result<Vec<Entry>, Unreadable> {
        if self.seen_root && self.path.is_empty() { Ok(self.entries) } else { Err(BROKEN) }
    }
}
