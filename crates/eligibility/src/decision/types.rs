//! The types of a model, resolved once and bounded: a type that holds itself would never end, and one that holds ten of
//! another that holds ten of a third soon fills the memory.

use std::collections::BTreeMap;

use dsntk_feel::{FeelType, Name};
use dsntk_model::{Definitions, Expression as _, ItemDefinition, NamedElement as _, RequiredVariable as _};

use super::ModelError;

/// Types stand within each other this deep.
const DEEPEST: usize = 16;
/// All types of a model together have so many fields.
const MOST_FIELDS: usize = 20_000;

/// The types of inputs and of results.
pub(super) struct Types {
    /// Of the inputs, by name.
    pub inputs: BTreeMap<String, FeelType>,
    /// Of what decisions say, by the decision's name.
    pub results: BTreeMap<String, FeelType>,
    /// Of those that the model defines, by name.
    own: BTreeMap<String, FeelType>,
    /// What the types of inputs and results allow, by what expressions call them, in the words of a cell.
    pub allowed: BTreeMap<String, String>,
}

impl Types {
    /// The types of a model, if they come to an end.
    pub fn of(definitions: &Definitions) -> Result<Self, ModelError> {
        let mut resolver = Resolver { definitions, left: MOST_FIELDS };
        // The engine resolves those too that nothing uses.
        let mut own = BTreeMap::new();
        for item in definitions.item_definitions() {
            own.insert(item.name().to_owned(), resolver.item(item, 0)?);
        }
        let (mut inputs, mut results, mut allowed) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for input in definitions.input_data() {
            let variable = input.variable();
            inputs.insert(variable.name().to_owned(), resolver.named(variable.type_ref(), 0)?);
            let tests = allows(definitions, variable.type_ref());
            allowed.extend(tests.map(|tests| (variable.name().to_owned(), tests)));
        }
        for decision in definitions.decisions() {
            let variable = decision.variable();
            results.insert(decision.name().to_owned(), resolver.named(variable.type_ref(), 0)?);
            let tests = allows(definitions, variable.type_ref());
            allowed.extend(tests.map(|tests| (variable.name().to_owned(), tests)));
        }
        Ok(Self { inputs, results, own, allowed })
    }

    /// The type of this name.
    pub fn of_name(&self, name: &str) -> Option<FeelType> {
        plain_type(name).or_else(|| self.own.get(name).cloned())
    }
}

/// What a type allows: as it says itself, or as the type does of which it is. No type is of itself.
fn allows(definitions: &Definitions, name: &str) -> Option<String> {
    let item = definitions.item_definitions().iter().find(|item| item.name() == name)?;
    if item.is_collection() || !item.item_components().is_empty() {
        return None;
    }
    let own = item.allowed_values().as_ref().and_then(|tests| tests.text().clone());
    own.or_else(|| allows(definitions, item.type_ref().as_deref()?))
}

/// The names of FEEL's own types, as the engine writes them.
pub(super) const PLAIN: [&str; 9] =
    ["string", "number", "boolean", "date", "time", "dateTime", "dayTimeDuration", "yearMonthDuration", "Any"];

/// A type of FEEL's own.
pub(super) fn plain_type(name: &str) -> Option<FeelType> {
    Some(match name {
        "Any" => FeelType::Any,
        "string" => FeelType::String,
        "number" => FeelType::Number,
        "boolean" => FeelType::Boolean,
        "date" => FeelType::Date,
        "time" => FeelType::Time,
        "dateTime" => FeelType::DateTime,
        "dayTimeDuration" => FeelType::DaysAndTimeDuration,
        "yearMonthDuration" => FeelType::YearsAndMonthsDuration,
        _ => return None,
    })
}

struct Resolver<'d> {
    definitions: &'d Definitions,
    left: usize,
}

impl Resolver<'_> {
    /// The type of this name: one of FEEL's own, or one that the model makes. Any where nobody says which.
    fn named(&mut self, name: &str, deep: usize) -> Result<FeelType, ModelError> {
        self.left = self.left.checked_sub(1).ok_or_else(|| ModelError::Types(name.to_owned()))?;
        if deep > DEEPEST {
            return Err(ModelError::Types(name.to_owned()));
        }
        if let Some(plain) = plain_type(name) {
            return Ok(plain);
        }
        let known = self.definitions.item_definitions().iter().find(|item| item.name() == name);
        known.map_or(Ok(FeelType::Any), |item| self.item(item, deep))
    }

    fn item(&mut self, item: &ItemDefinition, deep: usize) -> Result<FeelType, ModelError> {
        let own = if item.item_components().is_empty() {
            self.named(item.type_ref().as_deref().unwrap_or("Any").trim(), deep + 1)?
        } else {
            let mut entries: BTreeMap<Name, FeelType> = BTreeMap::new();
            for component in item.item_components() {
                entries.insert(component.name().into(), self.item(component, deep + 1)?);
            }
            FeelType::Context(entries)
        };
        Ok(if item.is_collection() { FeelType::List(Box::new(own)) } else { own })
    }
}
