//! A document thing by thing: whoever holds all of it as JSON before the first is read holds many times the file.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Takes each thing of a list, of a page of a list, or the one thing that the document is. An error of the sort `Data`:
/// it is none of the three.
pub(super) fn each(file: &[u8], mut take: impl FnMut(Value)) -> serde_json::Result<()> {
    let mut json = serde_json::Deserializer::from_slice(file);
    Document(&mut take).deserialize(&mut json)?;
    json.end()
}

struct Document<'a, F>(&'a mut F);

impl<'de, F: FnMut(Value)> DeserializeSeed<'de> for Document<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de, F: FnMut(Value)> Visitor<'de> for Document<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list, a page of a list, a service or an organisation")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        List(self.0).visit_seq(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let (mut one, mut is_page) = (Map::new(), false);
        while let Some(field) = object.next_key::<String>()? {
            if field == "contents" {
                is_page = true;
                object.next_value_seed(List(&mut *self.0))?;
            } else {
                one.insert(field, object.next_value()?);
            }
        }
        if !is_page {
            (self.0)(Value::Object(one));
        }
        Ok(())
    }
}

/// The things of a list.
struct List<'a, F>(&'a mut F);

impl<'de, F: FnMut(Value)> DeserializeSeed<'de> for List<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de, F: FnMut(Value)> Visitor<'de> for List<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(thing) = list.next_element()? {
            (self.0)(thing);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::error::Category;

    use super::*;

    #[test]
    fn a_list_a_page_or_one_thing_is_taken_piece_by_piece() {
        let check = |file: &str, expected: Result<&str, Category>| {
            let mut taken = Vec::new();
            let read = each(file.as_bytes(), |thing| taken.push(thing)).map_err(|error| error.classify());
            assert_eq!(read.map(|()| Value::from(taken).to_string()), expected.map(str::to_owned), "{file}");
        };
        check(r#"[{"a":1},2]"#, Ok(r#"[{"a":1},2]"#));
        check(r#"{"page":1,"contents":[{"a":1}],"size":{}}"#, Ok(r#"[{"a":1}]"#));
        check(r#"{"a":[1]}"#, Ok(r#"[{"a":[1]}]"#));
        check("[]", Ok("[]"));
        check(r#"{"contents":{}}"#, Err(Category::Data));
        check("7", Err(Category::Data));
        check("null", Err(Category::Data));
        check("[1] [2]", Err(Category::Syntax));
        check("[1,", Err(Category::Eof));
        check("", Err(Category::Eof));
    }
}
