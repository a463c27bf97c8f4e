//! Quotation marks in CSV. Its reader takes any of them: one that nobody closes swallows the rows after it in silence.

/// A quotation mark that says where a cell ends, and is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stray {
    /// The place in the file where its cell begins.
    pub cell: usize,
    /// The line in which that is.
    pub from: usize,
    /// The line in which it goes wrong: where text follows on the end of the cell, or the file ends within it.
    pub to: usize,
    /// Does the file end before the cell does?
    pub is_open: bool,
}

/// Every cell of a file whose quotation marks are wrong, in its order.
pub(super) fn strays(file: &[u8]) -> Vec<Stray> {
    let mut strays = Vec::new();
    let (mut at, mut line) = (At::Beginning, 1);
    let (mut cell, mut from) = (0, 1);
    for (place, byte) in file.iter().enumerate() {
        let ends = matches!(byte, b',' | b'\n' | b'\r');
        at = match at {
            At::Beginning if *byte == b'"' => {
                (cell, from) = (place, line);
                At::Within
            }
            At::Within if *byte == b'"' => At::Mark,
            At::Within => At::Within,
            At::Mark if *byte == b'"' => At::Within,
            At::Mark if !ends => {
                strays.push(Stray { cell, from, to: line, is_open: false });
                At::Plain
            }
            _ if ends => At::Beginning,
            _ => At::Plain,
        };
        line += usize::from(*byte == b'\n');
    }
    if at == At::Within {
        let to = line - usize::from(file.ends_with(b"\n"));
        strays.push(Stray { cell, from, to, is_open: true });
    }
    strays
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// Where a cell begins.
    Beginning,
    /// In a cell without quotation marks, where one is a letter as any other.
    Plain,
    /// Between quotation marks.
    Within,
    /// Behind one that ends the cell, or stands twice for one in it.
    Mark,
}

impl Stray {
    /// What is wrong, and what to do about it.
    pub fn told(&self) -> (String, &'static str) {
        let Self { from, to, is_open, .. } = self;
        if *is_open {
            let what = format!(
                "the quotation mark that begins a cell in line {from} is never closed: everything to line {to} is in it"
            );
            return (what, "Close it, then import the file again: the rows after it were not read.");
        }
        let what = format!("in line {to} more follows on the quotation mark that ends a cell begun in line {from}");
        let remedy = "Write a quotation mark within a text twice, and close the cell: rows after it may be in it.";
        (what, remedy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_that_is_not_closed_or_closes_too_early_is_found_where_its_cell_begins() {
        let check = |file: &str, expected: &[(usize, usize, bool)]| {
            let found: Vec<_> =
                strays(file.as_bytes()).iter().map(|known| (known.from, known.to, known.is_open)).collect();
            assert_eq!(found, expected, "{file:?}");
        };
        check("", &[]);
        check("a,b\n\"1\",\"x, \"\"y\"\"\r\nz\"\r\n", &[]);
        check("a,b\n1,5\" pipe\n2,\"\"\n", &[]);
        check("a,b\n1,\"x\n2,y\n3,z\n", &[(2, 4, true)]);
        check("a,b\n1,\"x\n2,y\n3,z", &[(2, 4, true)]);
        check("a,b\n1,\"x\n2,\"y\",z\n3,z\n", &[(2, 3, false)]);
        check("a,b\n1,\"say \"hello\" twice\"\n2,y\n", &[(2, 2, false)]);
        check("a,b\n1,\"x\" \n2,\"y\"z\n", &[(2, 2, false), (3, 3, false)]);
    }
}
