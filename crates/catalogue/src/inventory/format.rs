//! The formats that inventories come in.

use std::fmt;

use thiserror::Error;

use super::{
    NotATable, Outcome, canada,
    checks::{asked_for, check},
    hsds::{self, NotADocument, NotAPackage},
    lgsl,
    rdf::{self, Syntax, Unreadable},
    template,
};

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// CPSV-AP in Turtle.
    Turtle,
    /// CPSV-AP in JSON-LD.
    JsonLd,
    /// CPSV-AP in RDF/XML.
    RdfXml,
    /// The Canadian service inventory.
    CanadaServices,
    /// The Canadian service standards.
    CanadaStandards,
    /// The list of local government services of the United Kingdom.
    Lgsl,
    /// Open Referral's HSDS 3.0 in JSON.
    Hsds,
    /// The same as a package of tables (ZIP).
    HsdsPackage,
    /// An older set of its tables, as the Ohana API loads it (ZIP).
    Ohana,
    /// A table of our own, as CSV.
    Template,
    /// The same as a workbook (XLSX).
    Workbook,
}

/// A file that could not be read at all.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unread {
    /// It is not the linked data that it should be.
    #[error(transparent)]
    Linked(#[from] Unreadable),
    /// It is not the table that it should be.
    #[error(transparent)]
    Table(#[from] NotATable),
    /// It is not the document that it should be.
    #[error(transparent)]
    Document(#[from] NotADocument),
    /// It is not the package that it should be.
    #[error(transparent)]
    Package(#[from] NotAPackage),
}

impl Unread {
    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Linked(unreadable) => unreadable.remedy(),
            Self::Table(table) => table.remedy(),
            Self::Document(document) => document.remedy(),
            Self::Package(package) => package.remedy(),
        }
    }
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Turtle,
        Self::JsonLd,
        Self::RdfXml,
        Self::CanadaServices,
        Self::CanadaStandards,
        Self::Lgsl,
        Self::Hsds,
        Self::HsdsPackage,
        Self::Ohana,
        Self::Template,
        Self::Workbook,
    ];

    /// Its name on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Turtle => "turtle",
            Self::JsonLd => "jsonld",
            Self::RdfXml => "rdfxml",
            Self::CanadaServices => "canada-services",
            Self::CanadaStandards => "canada-standards",
            Self::Lgsl => "lgsl",
            Self::Hsds => "hsds",
            Self::HsdsPackage => "hsds-csv",
            Self::Ohana => "ohana",
            Self::Template => "template",
            Self::Workbook => "xlsx",
        }
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }

    /// The format of a file, by its name's ending; of a table, by its headings.
    pub fn guess(file_name: &str, file: &[u8]) -> Option<Self> {
        let ending = file_name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
        match ending.as_str() {
            "ttl" | "nt" => Some(Self::Turtle),
            "jsonld" => Some(Self::JsonLd),
            "json" => Some(if mentions(file, "\"@context\"") || mentions(file, "\"@graph\"") {
                Self::JsonLd
            } else {
                Self::Hsds
            }),
            "rdf" | "xml" => Some(Self::RdfXml),
            "csv" => Self::of_table(file),
            "xlsx" => Some(Self::Workbook),
            "zip" => Some(if hsds::is_older(file) { Self::Ohana } else { Self::HsdsPackage }),
            _ => None,
        }
    }

    fn of_table(file: &[u8]) -> Option<Self> {
        let line = file.split(|byte| *byte == b'\n').next()?;
        let line = String::from_utf8_lossy(line);
        let headings: Vec<&str> =
            line.trim_start_matches('\u{feff}').split(',').map(|heading| heading.trim().trim_matches('"')).collect();
        let has = |heading: &str| headings.contains(&heading);
        if has("service_standard_id") {
            Some(Self::CanadaStandards)
        } else if has("service_fee") && has("num_applications_online") {
            Some(Self::CanadaServices)
        } else if has("LGSL") {
            Some(Self::Lgsl)
        } else if template::follows(&headings) {
            Some(Self::Template)
        } else {
            None
        }
    }

    /// Reads a file, and looks over the whole of it. `base` begins the names of what has none in the file.
    pub fn read(self, file: &[u8], base: &str) -> Result<Outcome, Unread> {
        let mut outcome = self.read_only(file, base)?;
        let mut found = Vec::new();
        for edition in &outcome.editions {
            found.extend(check(&edition.inventory));
            // The readers of linked data see for themselves what is not said.
            if !matches!(self, Self::Turtle | Self::JsonLd | Self::RdfXml) {
                found.extend(asked_for(&edition.inventory));
            }
        }
        outcome.look_again(found);
        Ok(outcome)
    }

    fn read_only(self, file: &[u8], base: &str) -> Result<Outcome, Unread> {
        Ok(match self {
            Self::Turtle => rdf::read(Syntax::Turtle, file)?,
            Self::JsonLd => rdf::read(Syntax::JsonLd, file)?,
            Self::RdfXml => rdf::read(Syntax::RdfXml, file)?,
            Self::CanadaServices => canada::read_services(file, base)?,
            Self::CanadaStandards => canada::read_standards(file, base)?,
            Self::Lgsl => lgsl::read(file, base)?,
            Self::Hsds => hsds::read(file, base)?,
            Self::HsdsPackage => hsds::read_package(file, base)?,
            Self::Ohana => hsds::read_older(file, base)?,
            Self::Template => template::read(file, base)?,
            Self::Workbook => template::read_workbook(file, base)?,
        })
    }
}

/// Does a file begin with something of the kind?
fn mentions(file: &[u8], words: &str) -> bool {
    const BEGINNING: usize = 10_000;
    let beginning = String::from_utf8_lossy(&file[..file.len().min(BEGINNING)]);
    beginning.contains(words)
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::pack;

    #[test]
    fn a_format_is_known_by_the_files_name_and_headings() {
        let check = |name, file: &str, expected| assert_eq!(Format::guess(name, file.as_bytes()), expected, "{name}");
        check("a.ttl", "", Some(Format::Turtle));
        check("a.b.JSONLD", "", Some(Format::JsonLd));
        check("a.json", r#"{"@context": {}}"#, Some(Format::JsonLd));
        check("a.json", r#"{"contents": []}"#, Some(Format::Hsds));
        check("a.rdf", "", Some(Format::RdfXml));
        check("l.csv", "\u{feff}\"LGSL\",Description,Providing Tier\r\n", Some(Format::Lgsl));
        check("s.csv", "fiscal_yr,service_id,service_fee,num_applications_online\n", Some(Format::CanadaServices));
        check("s.csv", "fiscal_yr,service_standard_id\n", Some(Format::CanadaStandards));
        check("t.csv", "id,body,title_en\n", Some(Format::Template));
        check("t.xlsx", "", Some(Format::Workbook));
        check("p.zip", "", Some(Format::HsdsPackage));
        check("s.csv", "a,b\n", None);
        check("s", "", None);
        check("s.doc", "", None);
        let older = pack([("set/services.csv", &b""[..]), ("set/taxonomy.csv", b"")]);
        assert_eq!(Format::guess("o.zip", &older), Some(Format::Ohana));
        let described = pack([("datapackage.json", &b""[..]), ("taxonomy.csv", b"")]);
        assert_eq!(Format::guess("o.zip", &described), Some(Format::HsdsPackage));
    }
}
