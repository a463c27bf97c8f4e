//! The first sheet of a workbook (XLSX), as rows of text. Read by ourselves: the libraries for it make room for as many
//! cells and strings as a file declares, and a file may declare anything.

use std::{collections::BTreeMap, str};

use csv::StringRecord;
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesRef, BytesStart, Event},
};

use super::{archive, table::NotATable};

/// Sheets have so many columns at most. Ours has a few dozen.
const MOST_COLUMNS: usize = 1_000;

/// What a workbook says.
pub(super) struct Sheet {
    /// The rows of its first sheet that say anything, each with its number.
    pub rows: Vec<(u64, StringRecord)>,
    /// The names of its other sheets.
    pub others: Vec<String>,
}

/// What a sheet may say at most.
pub(super) struct Bounds {
    pub rows: usize,
    pub cells: usize,
    pub bytes: usize,
}

/// Reads a workbook, as far as its first sheet stays within these bounds.
pub(super) fn read(file: &[u8], mut bounds: Bounds) -> Result<Sheet, NotATable> {
    let opened = archive::open(file, is_wanted).map_err(broken)?;
    let part = |name: &str| {
        let bytes = opened.files.get(name).ok_or_else(|| broken(format!("it has no part '{name}'")))?;
        str::from_utf8(bytes).map_err(|_| broken(format!("'{name}' is not in UTF-8")))
    };
    let mut sheets = sheets(part("xl/workbook.xml")?)?.into_iter();
    let (_, id) = sheets.next().ok_or_else(|| broken("it has no sheet"))?;
    let targets = targets(part("xl/_rels/workbook.xml.rels")?)?;
    let place = targets.get(&id).ok_or_else(|| broken("its first sheet is nowhere"))?;
    let strings =
        if opened.files.contains_key(STRINGS) { shared_strings(part(STRINGS)?, bounds.cells)? } else { Vec::new() };
    Ok(Sheet { rows: rows(part(place)?, &strings, &mut bounds)?, others: sheets.map(|(name, _)| name).collect() })
}

const STRINGS: &str = "xl/sharedStrings.xml";

fn is_wanted(name: &str) -> bool {
    let is_known = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", STRINGS].contains(&name);
    is_known || (name.starts_with("xl/worksheets/") && archive::ends_in(name, "xml"))
}

impl Bounds {
    fn row(&mut self, cells: usize) -> Result<(), NotATable> {
        self.rows = self.rows.checked_sub(1).ok_or(NotATable::TooMany)?;
        self.cells = self.cells.checked_sub(cells).ok_or(NotATable::TooMany)?;
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), NotATable> {
        self.bytes = self.bytes.checked_sub(text.len()).ok_or(NotATable::TooLarge)?;
        Ok(())
    }
}

/// Goes through a part, event by event.
fn each<'a>(xml: &'a str, mut told: impl FnMut(Event<'a>) -> Result<(), NotATable>) -> Result<(), NotATable> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event().map_err(broken)? {
            Event::DocType(_) => return Err(broken("it declares a document type")),
            Event::Eof => return Ok(()),
            event => told(event)?,
        }
    }
}

/// Each sheet's name, and the id of what leads to it.
fn sheets(workbook: &str) -> Result<Vec<(String, String)>, NotATable> {
    let mut sheets = Vec::new();
    each(workbook, |event| {
        if let Event::Start(tag) = event
            && tag.local_name().as_ref() == "sheet"
            && let (Some(name), Some(id)) = (attribute(&tag, "name"), attribute(&tag, "id"))
        {
            sheets.push((name, id));
        }
        Ok(())
    })?;
    Ok(sheets)
}

/// Where each id leads.
fn targets(relations: &str) -> Result<BTreeMap<String, String>, NotATable> {
    let mut targets = BTreeMap::new();
    each(relations, |event| {
        if let Event::Start(tag) = event
            && let (Some(id), Some(target)) = (attribute(&tag, "Id"), attribute(&tag, "Target"))
        {
            let place = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            targets.insert(id, place);
        }
        Ok(())
    })?;
    Ok(targets)
}

/// The strings that cells refer to by number.
fn shared_strings(xml: &str, most: usize) -> Result<Vec<String>, NotATable> {
    let mut strings = Vec::new();
    let mut letters = Letters::default();
    each(xml, |event| {
        match &event {
            Event::Start(tag) if tag.local_name().as_ref() == "si" => letters = Letters::default(),
            Event::End(_) if strings.len() == most => return Err(NotATable::TooMany),
            Event::End(tag) if tag.local_name().as_ref() == "si" => strings.push(unescaped(&letters.text)),
            _ => letters.hear(&event)?,
        }
        Ok(())
    })?;
    Ok(strings)
}

/// The rows that say anything.
fn rows(xml: &str, strings: &[String], bounds: &mut Bounds) -> Result<Vec<(u64, StringRecord)>, NotATable> {
    let mut rows = Vec::new();
    let mut number = 0_u64;
    let mut row: Vec<String> = Vec::new();
    let mut cell = Cell::default();
    each(xml, |event| {
        match &event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "row" => {
                    let said = attribute(tag, "r").and_then(|number| number.parse().ok());
                    number = said.unwrap_or(number.saturating_add(1));
                    row = Vec::new();
                }
                "c" => cell = Cell::at(tag, row.len())?,
                _ => cell.letters.hear(&event)?,
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "c" => {
                    let column = cell.column;
                    let text = std::mem::take(&mut cell).text(strings)?;
                    bounds.text(&text)?;
                    if row.len() <= column {
                        row.resize(column + 1, String::new());
                    }
                    row[column] = text;
                }
                "row" if row.iter().any(|cell| !cell.trim().is_empty()) => {
                    bounds.row(row.len())?;
                    rows.push((number, StringRecord::from(std::mem::take(&mut row))));
                }
                _ => cell.letters.hear(&event)?,
            },
            _ => cell.letters.hear(&event)?,
        }
        Ok(())
    })?;
    Ok(rows)
}

#[derive(Default)]
struct Cell {
    column: usize,
    sort: Option<String>,
    letters: Letters,
}

impl Cell {
    fn at(tag: &BytesStart<'_>, next: usize) -> Result<Self, NotATable> {
        let column = attribute(tag, "r").map_or(Some(next), |place| column(&place));
        let column = column
            .filter(|column| *column < MOST_COLUMNS)
            .ok_or_else(|| broken(format!("a cell is further to the right than {MOST_COLUMNS} columns, or nowhere")))?;
        Ok(Self { column, sort: attribute(tag, "t"), letters: Letters::default() })
    }

    fn text(self, strings: &[String]) -> Result<String, NotATable> {
        let said = self.letters.text;
        Ok(match self.sort.as_deref() {
            Some("s") => {
                let number = said.trim().parse::<usize>().ok();
                let string = number.and_then(|number| strings.get(number));
                string.ok_or_else(|| broken("a cell refers to a string that is not there"))?.clone()
            }
            Some("b") => if said.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            Some("inlineStr" | "str") => unescaped(&said),
            Some("n") | None => number(&said),
            Some(_) => said,
        })
    }
}

/// A number as people write it: `12.5`, and not `12.5000000001` of whoever counted in halves, nor `1.25E1`.
fn number(said: &str) -> String {
    let said = said.trim();
    match said.parse::<f64>() {
        Ok(number) if number.abs() < 1e15 && number.is_finite() => number.to_string(),
        _ => said.to_owned(),
    }
}

/// Which column a place is in: `B7` is in the second.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let column =
        letters.take(4).fold(0, |column, letter| column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    column.checked_sub(1)
}

/// The letters inside an element that holds some: `v` and `t`, but not how they are read aloud (`rPh`).
#[derive(Default)]
struct Letters {
    text: String,
    inside: bool,
    aloud: bool,
}

impl Letters {
    fn hear(&mut self, event: &Event<'_>) -> Result<(), NotATable> {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "v" | "t" => self.inside = true,
                "rPh" => self.aloud = true,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "v" | "t" => self.inside = false,
                "rPh" => self.aloud = false,
                _ => {}
            },
            _ if !self.inside || self.aloud => {}
            Event::Text(text) => self.text.push_str(&text.xml10_content()),
            Event::CData(text) => self.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => self.text.push(character(reference)?),
            _ => {}
        }
        Ok(())
    }
}

fn character(reference: &BytesRef<'_>) -> Result<char, NotATable> {
    let known = match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => reference.resolve_char_ref().ok().flatten(),
    };
    known.ok_or_else(|| broken("it uses an entity of its own"))
}

/// What XML can't hold is written by its number in a workbook: `_x000D_`.
fn unescaped(text: &str) -> String {
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text;
    while let Some(place) = rest.find("_x") {
        let (before, from) = rest.split_at(place);
        units.extend(before.encode_utf16());
        let escaped = from.get(..7).filter(|escaped| escaped.ends_with('_')).and_then(|escaped| {
            let digits = &escaped[2..6];
            digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
        });
        if let Some(unit) = escaped {
            units.push(unit);
            rest = &from[7..];
        } else {
            units.extend("_x".encode_utf16());
            rest = &from[2..];
        }
    }
    units.extend(rest.encode_utf16());
    String::from_utf16_lossy(&units)
}

/// What an attribute says, whatever stands before its name.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    // Whether one is there twice would take a look at all of them for each.
    let found =
        tag.attributes().with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn broken(why: impl ToString) -> NotATable {
    NotATable::Workbook(why.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A workbook out of the parts that matter.
    fn workbook(strings: &str, sheet: &str) -> Vec<u8> {
        let book = r#"<workbook xmlns:r="r"><sheets><sheet name="One" sheetId="1" r:id="rId7"/><sheet name="Two" r:id="rId8"/></sheets></workbook>"#;
        let relations = r#"<Relationships><Relationship Id="rId7" Target="worksheets/a.xml"/></Relationships>"#;
        archive::pack([
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
            ("xl/sharedStrings.xml", strings.as_bytes()),
            ("xl/worksheets/a.xml", sheet.as_bytes()),
        ])
    }

    fn rows_of(strings: &str, sheet: &str) -> Result<Vec<(u64, Vec<String>)>, NotATable> {
        let sheet = read(&workbook(strings, sheet), Bounds { rows: 10, cells: 5_000, bytes: 1_000 })?;
        let rows = sheet.rows.into_iter();
        Ok(rows.map(|(number, row)| (number, row.iter().map(str::to_owned).collect())).collect())
    }

    #[test]
    fn cells_of_every_sort_are_text() {
        let strings = "<sst uniqueCount='99999999999999999'><si><t>One &amp; &#x31;</t></si>\
            <si><r><t>ri</t></r><r><t>ch</t></r><rPh><t>aloud</t></rPh></si><si><t>_x000D_ _x005F_x000D_ _xé_</t></si></sst>";
        let sheet = "<worksheet><dimension ref='A1:XFD1048576'/><sheetData><row r='3'>\
            <c r='A3' t='s'><v>0</v></c><c r='C3' t='s'><v>1</v></c><c t='s'><v>2</v></c>\
            <c t='inlineStr'><is><t>here</t></is></c><c><v>12.50</v></c><c t='n'><v>1.2E2</v></c><c t='b'><v>1</v></c>\
            <c t='str'><f>A1+1</f><v>sum</v></c><c t='e'><v>#REF!</v></c><c s='1'/></row>\
            <row><c><v> </v></c></row><row><c><v>5</v></c></row></sheetData></worksheet>";
        let cells = ["One & 1", "", "rich", "\r _x000D_ _xé_", "here", "12.5", "120", "TRUE", "sum", "#REF!", ""];
        assert_eq!(
            rows_of(strings, sheet).unwrap(),
            [(3, cells.map(str::to_owned).to_vec()), (5, vec!["5".to_owned()])]
        );
    }

    #[test]
    fn what_no_workbook_of_ours_says_is_refused() {
        let check = |strings: &str, cells: &str, expected: &str| {
            let refused = rows_of(strings, &format!("<sheetData><row>{cells}</row></sheetData>")).unwrap_err();
            assert!(refused.to_string().contains(expected), "{cells}: {refused}");
        };
        check("", "<c t='s'><v>0</v></c>", "a string that is not there");
        check("", "<c t='s'><v>-1</v></c>", "a string that is not there");
        check("", "<c r='XFD1'><v>0</v></c>", "further to the right");
        check("", "<c r='AAAAAAAAAAAAAAAA1'><v>0</v></c>", "further to the right");
        check("", "<c r='7'><v>0</v></c>", "further to the right");
        check("<!DOCTYPE a [<!ENTITY b 'c'>]><sst/>", "", "document type");
        check("<sst><si><t>&b;</t></si></sst>", "", "an entity of its own");
        check("<sst><si></sst>", "", "can be read");
        check("<sst><si><t>many words</t></si></sst>", &"<c t='s'><v>0</v></c>".repeat(101), "MiB");
        check("", &"<c r='ALL1'><v>1</v></c></row><row>".repeat(6), "cells");
        check("", &"<c><v>1</v></c></row><row>".repeat(11), "rows");
        check(&format!("<sst>{}</sst>", "<si/>".repeat(5_001)), "", "cells");
    }

    #[test]
    fn a_workbook_without_its_parts_says_which() {
        let bounds = || Bounds { rows: 1, cells: 1, bytes: 1 };
        let refused = |file: &[u8]| read(file, bounds()).err().unwrap().to_string();
        assert!(refused(b"id,title_en\n").contains("not a ZIP archive"));
        assert!(refused(&archive::pack([("a.xml", &b""[..])])).contains("no part 'xl/workbook.xml'"));
        assert!(refused(&archive::pack([("xl/workbook.xml", &b"<a/>"[..])])).contains("it has no sheet"));
        assert_eq!(read(&workbook("", "<a/>"), bounds()).unwrap().others, ["Two"]);
    }
}
