//! The names that a FEEL expression speaks of: not those that it makes itself, nor the parts of what it speaks of.

use std::collections::BTreeMap;

use dsntk_feel::bif::is_built_in_function_name;
use dsntk_feel_parser::AstNode;

/// What a name may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum May {
    /// Something that has to be known from outside.
    Only,
    /// That, or a part of each item of a list: within a filter nobody can tell by the name alone.
    OrPart,
}

/// The names that an expression speaks of.
pub(super) fn names(node: &AstNode) -> BTreeMap<String, May> {
    let mut search = Search { found: BTreeMap::new(), own: vec!["?".to_owned()], within_filters: 0 };
    search.go(node);
    search.found
}

struct Search {
    found: BTreeMap<String, May>,
    /// What the expression itself has given a name.
    own: Vec<String>,
    within_filters: usize,
}

impl Search {
    fn go(&mut self, node: &AstNode) {
        match node {
            AstNode::Name(name) => self.name(&name.to_string()),
            AstNode::Path(whole, _) => self.go(whole),
            AstNode::InstanceOf(value, _) | AstNode::NamedParameter(_, value) => self.go(value),
            AstNode::Filter(list, test) => {
                self.go(list);
                self.within_filters += 1;
                self.within(test, &["item"]);
                self.within_filters -= 1;
            }
            AstNode::For(contexts, body) => self.each(contexts, body, &["partial"]),
            AstNode::Some(contexts, body) | AstNode::Every(contexts, body) => self.each(contexts, body, &[]),
            AstNode::FunctionDefinition(parameters, body) => self.each(parameters, body, &[]),
            AstNode::Context(_) => {
                let before = self.own.len();
                self.each_child(node);
                self.own.truncate(before);
            }
            AstNode::ContextEntry(key, value) => {
                self.go(value);
                self.bind(key);
            }
            AstNode::IterationContextSingle(name, list) | AstNode::QuantifiedContext(name, list) => {
                self.go(list);
                self.bind(name);
            }
            AstNode::IterationContextInterval(name, from, to) => {
                self.go(from);
                self.go(to);
                self.bind(name);
            }
            AstNode::FormalParameter(name, _) => self.bind(name),
            _ => self.each_child(node),
        }
    }

    fn name(&mut self, name: &str) {
        if self.own.iter().any(|own| own == name) || is_built_in_function_name(name) {
            return;
        }
        let may = if self.within_filters > 0 { May::OrPart } else { May::Only };
        let known = self.found.entry(name.to_owned()).or_insert(may);
        if may == May::Only {
            *known = May::Only;
        }
    }

    /// A body within which there are more names.
    fn within(&mut self, body: &AstNode, more: &[&str]) {
        let before = self.own.len();
        self.own.extend(more.iter().map(ToString::to_string));
        self.go(body);
        self.own.truncate(before);
    }

    /// A body within which what stands before it has names.
    fn each(&mut self, before: &AstNode, body: &AstNode, more: &[&str]) {
        let own = self.own.len();
        self.go(before);
        self.within(body, more);
        self.own.truncate(own);
    }

    fn bind(&mut self, name: &AstNode) {
        if let AstNode::Name(name) | AstNode::ParameterName(name) | AstNode::ContextEntryKey(name) = name {
            self.own.push(name.to_string());
        }
    }

    fn each_child(&mut self, node: &AstNode) {
        match node {
            AstNode::Add(one, other)
            | AstNode::And(one, other)
            | AstNode::Div(one, other)
            | AstNode::Eq(one, other)
            | AstNode::Exp(one, other)
            | AstNode::FunctionInvocation(one, other)
            | AstNode::Ge(one, other)
            | AstNode::Gt(one, other)
            | AstNode::In(one, other)
            | AstNode::Le(one, other)
            | AstNode::Lt(one, other)
            | AstNode::Mul(one, other)
            | AstNode::Nq(one, other)
            | AstNode::Or(one, other)
            | AstNode::Out(one, other)
            | AstNode::Range(one, other)
            | AstNode::Sub(one, other) => {
                self.go(one);
                self.go(other);
            }
            AstNode::Between(one, other, third) | AstNode::If(one, other, third) => {
                self.go(one);
                self.go(other);
                self.go(third);
            }
            AstNode::EvaluatedExpression(one)
            | AstNode::FunctionBody(one, _)
            | AstNode::IntervalEnd(one, _)
            | AstNode::IntervalStart(one, _)
            | AstNode::Neg(one)
            | AstNode::Satisfies(one)
            | AstNode::UnaryEq(one)
            | AstNode::UnaryGe(one)
            | AstNode::UnaryGt(one)
            | AstNode::UnaryLe(one)
            | AstNode::UnaryLt(one)
            | AstNode::UnaryNe(one) => self.go(one),
            AstNode::CommaList(all)
            | AstNode::Context(all)
            | AstNode::ExpressionList(all)
            | AstNode::FormalParameters(all)
            | AstNode::IterationContexts(all)
            | AstNode::List(all)
            | AstNode::NamedParameters(all)
            | AstNode::NegatedList(all)
            | AstNode::PositionalParameters(all)
            | AstNode::QuantifiedContexts(all) => all.iter().for_each(|one| self.go(one)),
            // Values, and the names of types.
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use dsntk_feel::{FeelScope, FeelType, context::FeelContext, values::Value};
    use dsntk_feel_parser::parse_expression;

    use super::*;

    #[test]
    fn only_what_has_to_be_known_from_outside_is_named() {
        let mut known = FeelContext::default();
        for name in ["Age", "Children", "Full Name"] {
            known.set_entry(&name.into(), Value::FeelType(FeelType::Any));
        }
        let scope = FeelScope::from(known);
        for (text, expected) in [
            ("Age + 1", "Age"),
            ("Full Name.first", "Full Name"),
            ("for c in Children return Age + c.age", "Age Children"),
            ("some c in Children satisfies c > Age", "Age Children"),
            ("every c in Children satisfies c > Aged", "Aged Children"),
            ("Children[item > 3]", "Children"),
            ("Children[age > Age]", "Age? Children age?"),
            ("sum(for c in Children return 1) + c", "Children c"),
            ("{a: Age, b: a + 1}.b", "Age"),
            ("if (Age instance of number) then count(Children) else 0", "Age Children"),
            ("substring(string: Full Name, start position: 1)", "Full Name"),
        ] {
            let node = parse_expression(&scope, text, false).unwrap();
            let found: Vec<String> = names(&node)
                .into_iter()
                .map(|(name, may)| if may == May::Only { name } else { format!("{name}?") })
                .collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
