//! What a file is, by what is in it: never by its name, nor by what the browser says of it.

use serde::{Deserialize, Serialize};
use values::plain_text;

/// What is taken. Every body can open these, and no program runs in them by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MediaType {
    /// A document.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// A photo.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// A picture.
    #[serde(rename = "image/png")]
    Png,
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// Nothing was chosen, or there is nothing in it.
    Empty,
    /// It has more bytes than a file may have.
    TooLarge,
    /// It is none of the types that are taken.
    Type,
    /// It begins as one of them and is an archive as well.
    Archive,
    /// It is a document that does not begin or does not end as one: cut off, or something else with such a word in it.
    NotWhole,
    /// It is a document that only opens with a password, or allows only some things without.
    Locked,
    /// It is a picture whose size can't be read, or that is cut off.
    Damaged,
    /// It is a picture of so many pixels that opening it would fill a computer.
    Pixels,
}

/// As many as the largest cameras of telephones make: 16,320 by 12,240.
const MOST_PIXELS: usize = 200_000_000;

/// No name is longer.
const LONGEST_NAME: usize = 100;

impl MediaType {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Jpeg, Self::Png];

    /// As it stands in a header.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// How names of such files end: the usual ending first.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
        }
    }

    /// What a file is. Nothing is unpacked, and of pictures the first bytes are read alone.
    pub fn of(bytes: &[u8]) -> Result<Self, Unfit> {
        if bytes.is_empty() {
            return Err(Unfit::Empty);
        }
        let found = if begins_as_document(bytes) {
            Some(Self::Pdf.as_str())
        } else {
            infer::get(bytes).map(|kind| kind.mime_type())
        };
        let kind = Self::ALL.into_iter().find(|kind| found == Some(kind.as_str())).ok_or(Unfit::Type)?;
        if ends_as_archive(bytes) {
            return Err(Unfit::Archive);
        }
        if kind == Self::Pdf {
            if !is_whole(bytes) {
                return Err(Unfit::NotWhole);
            }
            if is_locked(bytes) {
                return Err(Unfit::Locked);
            }
        } else {
            let size = imagesize::blob_size(bytes).map_err(|_| Unfit::Damaged)?;
            let is_whole = if kind == Self::Png { is_whole_png(bytes) } else { is_whole_jpeg(bytes) };
            if size.width == 0 || size.height == 0 || !is_whole {
                return Err(Unfit::Damaged);
            }
            if size.width.checked_mul(size.height).is_none_or(|pixels| pixels > MOST_PIXELS) {
                return Err(Unfit::Pixels);
            }
        }
        Ok(kind)
    }

    /// The name of such a file, made plain: one line without folders, of a length that fits, that ends as what it is.
    pub fn named(self, given: &str) -> String {
        let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
        let plain = plain_text(last);
        let words: Vec<&str> =
            plain.split(|c: char| c.is_whitespace() || c.is_control()).filter(|it| !it.is_empty()).collect();
        let name = words.join(" ");
        let name = name.trim_matches(['.', ' ']);
        let is_right = |ending: &str| self.endings().iter().any(|known| known.eq_ignore_ascii_case(ending));
        let (stem, ending) = match name.rsplit_once('.') {
            Some((stem, ending)) if is_right(ending) => (stem, ending.to_owned()),
            _ => (name, self.endings()[0].to_owned()),
        };
        let stem: String = stem.chars().take(LONGEST_NAME - ending.len() - 1).collect();
        if stem.is_empty() { format!("file.{ending}") } else { format!("{stem}.{ending}") }
    }
}

/// A file without what stands before a document: programs leave a byte order mark or white space there, and bodies that look
/// for the document in the first byte would refuse it for ever.
pub(super) fn from_its_beginning(mut bytes: Vec<u8>) -> Vec<u8> {
    let before = bytes.len() - trimmed(&bytes).len();
    if begins_as_document(&bytes) {
        bytes.drain(..before);
    }
    bytes
}

/// Does it begin as a document: after a byte order mark and white space at most? Some programs look further.
fn begins_as_document(bytes: &[u8]) -> bool {
    trimmed(bytes).starts_with(b"%PDF-")
}

fn trimmed(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start()
}

/// Does a document begin as one, and end as one, as the standard says (ISO 32000-1, 7.5)? What follows its end is little.
fn is_whole(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(4096)..];
    begins_as_document(bytes) && has(tail, b"%%EOF")
}

/// Is a document encrypted (ISO 32000-1, 7.6)? The dictionary that names its root, a trailer or that of a stream, says so.
fn is_locked(bytes: &[u8]) -> bool {
    const MARK: &[u8] = b"/Encrypt";
    const AROUND: usize = 2_000;
    let marks = bytes.windows(MARK.len()).enumerate().filter(|(_, part)| *part == MARK);
    marks.map(|(at, _)| at).any(|at| {
        let after = &bytes[at + MARK.len()..];
        let is_key = after.first().is_some_and(|next| !next.is_ascii_alphanumeric());
        let value = after.trim_ascii_start();
        is_key
            && (value.first().is_some_and(u8::is_ascii_digit) || value.starts_with(b"<<"))
            && has(&bytes[at.saturating_sub(AROUND)..bytes.len().min(at + AROUND)], b"/Root")
    })
}

/// Does a picture end as one (PNG, 11.2.5)? What follows its end is little.
fn is_whole_png(bytes: &[u8]) -> bool {
    has(&bytes[bytes.len().saturating_sub(4096)..], b"IEND\xaeB`\x82")
}

/// Does a photo have an end of its own, behind that of the small picture in it (ITU-T T.81, B.1)? Telephones put films behind.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    const BEGINNING_OF_SCAN: u8 = 0xda;
    const END: u8 = 0xd9;
    let mut rest = bytes.get(2..).unwrap_or_default();
    loop {
        match rest {
            [0xff, 0xff, ..] => rest = &rest[1..],
            [0xff, END, ..] => return true,
            [0xff, BEGINNING_OF_SCAN, scan @ ..] => return has(scan, &[0xff, END]),
            [0xff, _, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest = rest.get(2 + length..).unwrap_or_default();
            }
            _ => return false,
        }
    }
}

fn has(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|part| part == mark)
}

/// Is it an archive as well? Programs that open a ZIP look for its end in the last pages, whatever follows it and whatever
/// the file begins with; those of other archives look for their beginning anywhere.
fn ends_as_archive(bytes: &[u8]) -> bool {
    const END_OF_ZIP: &[u8] = b"PK\x05\x06";
    const OTHERS: [&[u8]; 2] = [b"7z\xBC\xAF\x27\x1C", b"Rar!\x1A\x07"];
    let tail = &bytes[bytes.len().saturating_sub(22 + usize::from(u16::MAX))..];
    has(tail, END_OF_ZIP) || OTHERS.iter().any(|mark| has(bytes, mark))
}

/// The value of `Content-Disposition` for a file of this name (RFC 6266): what is no plain letter is encoded.
pub fn disposition(how: &str, name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_. ".contains(c) { c } else { '_' }).collect();
    let encoded = name.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    });
    let encoded: String = encoded.collect();
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(any(test, feature = "testing"))]
pub mod samples {
    //! Small files of each type, for tests.

    /// A document with these words in it.
    pub fn pdf(words: &str) -> Vec<u8> {
        format!("%PDF-1.4\n% {words}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n").into_bytes()
    }

    /// The beginning of a picture, which says how large it is.
    pub fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend(b"\x08\x02\0\0\0\0\0\0\0\0\0\0\0IEND\xaeB`\x82");
        bytes
    }

    /// The beginning of a photo, which says how large it is.
    pub fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let mut bytes = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x11\x08".to_vec();
        bytes.extend(height.to_be_bytes());
        bytes.extend(width.to_be_bytes());
        bytes.extend(b"\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9");
        bytes
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{samples::*, *};

    #[test]
    fn a_file_is_what_is_in_it() {
        assert_eq!(MediaType::of(&pdf("hello")), Ok(MediaType::Pdf));
        assert_eq!(MediaType::of(&png(20, 30)), Ok(MediaType::Png));
        assert_eq!(MediaType::of(&jpeg(4_000, 3_000)), Ok(MediaType::Jpeg));
        let unfit =
            |bytes: &[u8], why| assert_eq!(MediaType::of(bytes), Err(why), "{:?}", &bytes[..bytes.len().min(20)]);
        unfit(b"", Unfit::Empty);
        unfit(b"hello", Unfit::Type);
        unfit(b"<html><script>alert(1)</script>", Unfit::Type);
        unfit(b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", Unfit::Type);
        unfit(b"PK\x03\x04 a document of an office, or any other archive", Unfit::Type);
        unfit(b"\x1f\x8b\x08 zipped", Unfit::Type);
        unfit(b"MZ\x90\0 a program", Unfit::Type);
        unfit(b"GIF89a\x01\0\x01\0\0\0\0", Unfit::Type);
    }

    #[test]
    fn what_begins_as_a_document_and_is_an_archive_is_not_taken() {
        let mut both = pdf("hello");
        both.extend(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x03\0end");
        assert_eq!(MediaType::of(&both), Err(Unfit::Archive));
        both.extend(b"\n%%EOF\n");
        assert_eq!(MediaType::of(&both), Err(Unfit::Archive), "whatever follows it");
        both.extend(vec![b' '; 70_000]);
        both.extend(b"\n%%EOF\n");
        assert_eq!(MediaType::of(&both), Ok(MediaType::Pdf), "no program looks so far");
        for mark in [b"7z\xBC\xAF\x27\x1C".as_slice(), b"Rar!\x1A\x07"] {
            let both = [pdf("hello").as_slice(), mark, &vec![0; 70_000]].concat();
            assert_eq!(MediaType::of(&both), Err(Unfit::Archive));
        }
    }

    #[test]
    fn a_document_begins_and_ends_as_one() {
        let whole = pdf("hello");
        for before in [&b""[..], b"\xEF\xBB\xBF", b"\r\n \t", b"\xEF\xBB\xBF\n"] {
            let given = [before, &whole].concat();
            assert_eq!(MediaType::of(&given), Ok(MediaType::Pdf), "{before:?}");
            assert_eq!(from_its_beginning(given), whole, "it is kept as every program opens it");
        }
        assert_eq!(from_its_beginning(b" \n of another kind".to_vec()), b" \n of another kind");
        assert_eq!(MediaType::of(&[&whole[..], &[0; 4_000]].concat()), Ok(MediaType::Pdf));
        let cut = |bytes: &[u8]| assert_eq!(MediaType::of(bytes), Err(Unfit::NotWhole), "{:?}", &bytes[..12]);
        cut(b"%PDF-1.7 and then nothing of the kind");
        cut(&whole[..whole.len() - 8]);
        cut(&[&whole[..], &[0; 5_000]].concat());
        cut(&[b"junk junk junk\n", &whole[..]].concat());
        cut(&[b"%PDF1.4 \n%%EOF\n", &[b' '; 20][..]].concat());
    }

    #[test]
    fn a_picture_ends_as_one() {
        let (png, jpeg) = (png(20, 30), jpeg(20, 30));
        let cut = |bytes: &[u8]| assert_eq!(MediaType::of(bytes), Err(Unfit::Damaged), "{} bytes", bytes.len());
        cut(&png[..30]);
        cut(&png[..png.len() - 1]);
        assert_eq!(MediaType::of(&[&png[..], b"\n"].concat()), Ok(MediaType::Png));
        cut(&jpeg[..jpeg.len() - 1]);
        // A photo with a small picture in it, which has an end of its own, then a scan, an end, and a film.
        let (head, end) = jpeg.split_at(jpeg.len() - 2);
        let photo = [&head[..2], b"\xff\xe1\0\x06\xff\xda\xff\xd9", &head[2..], b"\xff\xff\xda\0\x02 a scan"].concat();
        cut(&photo);
        assert_eq!(MediaType::of(&[&photo, end].concat()), Ok(MediaType::Jpeg));
        assert_eq!(MediaType::of(&[&photo, end, &[0; 9_000]].concat()), Ok(MediaType::Jpeg));
    }

    #[test]
    fn a_document_with_a_password_is_not_taken() {
        let with = |words: &str, trailer: &str| {
            let text = String::from_utf8(pdf(words)).unwrap();
            MediaType::of(text.replace("/Root 1 0 R", trailer).as_bytes())
        };
        assert_eq!(with("", "/Root 1 0 R/Encrypt 5 0 R"), Err(Unfit::Locked));
        assert_eq!(with("", "/Encrypt<</Filter/Standard>>/Root 1 0 R"), Err(Unfit::Locked));
        assert_eq!(with("", "/Encrypt\n12 0 R\n/Root 1 0 R"), Err(Unfit::Locked));
        assert_eq!(with("how to /Encrypt a file", "/Root 1 0 R/EncryptMetadata false"), Ok(MediaType::Pdf));
    }

    #[test]
    fn a_picture_that_would_fill_a_computer_is_not_opened_by_anybody() {
        assert_eq!(MediaType::of(&png(16_320, 12_240)), Ok(MediaType::Png));
        assert_eq!(MediaType::of(&png(60_000, 60_000)), Err(Unfit::Pixels));
        assert_eq!(MediaType::of(&png(u32::MAX, u32::MAX)), Err(Unfit::Pixels));
        assert_eq!(MediaType::of(&jpeg(u16::MAX, u16::MAX)), Err(Unfit::Pixels));
        assert_eq!(MediaType::of(&png(0, 5)), Err(Unfit::Damaged));
        assert_eq!(MediaType::of(&png(20, 30)[..18]), Err(Unfit::Damaged));
        assert_eq!(MediaType::of(b"\xff\xd8\xff\xe0"), Err(Unfit::Damaged));
    }

    #[test]
    fn a_name_is_one_plain_line_that_ends_as_what_it_is() {
        let check = |given: &str, expected: &str| assert_eq!(MediaType::Pdf.named(given), expected, "{given:?}");
        check("bill.pdf", "bill.pdf");
        check("Bill.PDF", "Bill.PDF");
        check("../../etc/passwd", "passwd.pdf");
        check("C:\\Users\\ada\\bill.pdf", "bill.pdf");
        check("bill.pdf.exe", "bill.pdf.exe.pdf");
        check("bill\u{202e}fdp.exe", "billfdp.exe.pdf");
        check("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie: x=1.pdf");
        check("", "file.pdf");
        check("..", "file.pdf");
        check(".pdf", "pdf.pdf");
        assert_eq!(MediaType::Jpeg.named("a.jpeg"), "a.jpeg");
        assert_eq!(MediaType::Png.named(&"é".repeat(500)).chars().count(), LONGEST_NAME);
    }

    #[test]
    fn a_name_in_a_header_says_no_more_than_a_name() {
        assert_eq!(
            disposition("attachment", "Prénom \"x\";.pdf"),
            "attachment; filename=\"Pr_nom _x__.pdf\"; filename*=UTF-8''Pr%C3%A9nom%20%22x%22%3B.pdf"
        );
    }

    proptest! {
        #[test]
        fn any_bytes_and_names_are_read_or_refused(
            start in prop::sample::select(vec![&b""[..], b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"]),
            rest: Vec<u8>,
            name: String,
        ) {
            let kind = MediaType::of(&[start, &rest].concat()).unwrap_or(MediaType::Pdf);
            let named = kind.named(&name);
            prop_assert!(named.chars().count() <= LONGEST_NAME && !named.contains(['/', '\\', '\r', '\n', '\0']));
            prop_assert_eq!(kind.named(&named), named.clone());
            prop_assert!(disposition("attachment", &named).bytes().all(|byte| (0x20..0x7f).contains(&byte)));
        }
    }
}
