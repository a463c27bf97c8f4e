// One file, whatever it is, as whoever imports it would read it: for the fuzz targets and for the tests of what they found.

use catalogue::inventory::{
    Format, Tag, hsds, pack,
    rdf::{self, Syntax},
    template,
};

/// Reads a file. What comes of it can be looked at, divided, and written in every format.
pub fn one(format: Format, data: &[u8]) {
    let packed = unpacked(format, data);
    let file = packed.as_deref().unwrap_or(data);
    let outcome = match format.read(file, "urn:portico:fuzz:") {
        Ok(outcome) => outcome,
        Err(unread) => {
            assert!(!unread.to_string().is_empty() && !unread.remedy().is_empty());
            return;
        }
    };
    for problem in &outcome.problems {
        assert!(!problem.to_string().is_empty());
    }
    for edition in &outcome.editions {
        let inventory = &edition.inventory;
        let _ = inventory.parts().count();
        rdf::write(inventory, Syntax::Turtle).expect("what was read can be written");
        let _ = hsds::write(inventory, &Tag::new("en"));
        let _ = template::csv(inventory);
        let _ = template::workbook(inventory);
    }
}

/// Files of an archive as text, each after a line with its name, so that what changes the text changes what is in them
/// and not how they are packed. An archive itself begins otherwise and is read as it is.
fn unpacked(format: Format, text: &[u8]) -> Option<Vec<u8>> {
    if !matches!(format, Format::HsdsPackage | Format::Ohana | Format::Workbook) || !text.starts_with(MARK) {
        return None;
    }
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        match (line.strip_prefix(MARK), files.last_mut()) {
            (Some(name), _) => files.push((String::from_utf8_lossy(name).trim().to_owned(), Vec::new())),
            (None, Some((_, file))) => file.extend_from_slice(line),
            (None, None) => {}
        }
    }
    // Nobody packs two files of one name, nor names that no archive can hold.
    let mut named = std::collections::BTreeMap::new();
    named.extend(files.into_iter().filter(|(name, _)| name.len() < 200));
    Some(pack(named.iter().map(|(name, file): (&String, &Vec<u8>)| (name.as_str(), file.as_slice()))))
}

const MARK: &[u8] = b"=== ";
