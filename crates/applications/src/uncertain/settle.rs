//! What a person decided about a request, from the form to the command.

use serde::Serialize;
use values::{Actor, Id, id};
use web::{Fields, Mistakes};

use crate::{
    Platform,
    request::{
        Chosen,
        outcome::{OutcomeError, Scene},
        settle,
    },
};

/// The longest words that the citizen reads.
const LONGEST: usize = 2_000;

/// What was typed, to be shown again where it can't be taken.
#[derive(Debug, Default, Serialize)]
pub(super) struct Typed {
    settle: String,
    reference: String,
    pub(super) to: String,
    why: String,
    pub(super) ask: String,
    words: String,
}

/// What is to be done.
#[derive(Debug, Clone)]
pub(super) enum Wish {
    /// The body has it, under this reference of its own.
    TheyHaveIt { reference: String },
    /// Send it again to the same body.
    SendAgain,
    /// Send it although what comes before it was not done.
    SendAnyway { why: String },
    /// Send it to another body.
    SendOn { to: Chosen, why: String },
    /// End it.
    Close { ask: Id<id::Organisation>, words: String },
}

impl Typed {
    pub(super) fn from_fields(fields: &Fields) -> Self {
        let of = |name: &str| fields.trimmed(name).to_owned();
        Self {
            settle: of("settle"),
            reference: of("reference"),
            to: of("to"),
            why: of("why"),
            ask: of("ask"),
            words: of("words"),
        }
    }

    /// What is wished, or what is missing.
    pub(super) fn wish(&self) -> Result<Wish, Mistakes> {
        let mut mistakes = Mistakes::none();
        let wish = match self.settle.as_str() {
            "they-have-it" => {
                if self.reference.is_empty() || self.reference.chars().count() > 120 {
                    mistakes.add("reference", "settle-no-reference");
                }
                Some(Wish::TheyHaveIt { reference: self.reference.clone() })
            }
            "send-anyway" => {
                check(&mut mistakes, "why", &self.why, "settle-no-why");
                Some(Wish::SendAnyway { why: self.why.clone() })
            }
            "send-on" => {
                let to = self
                    .to
                    .split_once(' ')
                    .and_then(|(body, system)| Some(Chosen { body: body.parse().ok()?, system: system.parse().ok()? }));
                if to.is_none() {
                    mistakes.add("to", "settle-no-body");
                }
                check(&mut mistakes, "why", &self.why, "settle-no-why");
                to.map(|to| Wish::SendOn { to, why: self.why.clone() })
            }
            "close" => {
                let ask = self.ask.parse().ok();
                if ask.is_none() {
                    mistakes.add("ask", "settle-no-ask");
                }
                check(&mut mistakes, "words", &self.words, "settle-no-words");
                ask.map(|ask| Wish::Close { ask, words: self.words.clone() })
            }
            _ => Some(Wish::SendAgain),
        };
        match wish {
            Some(wish) if mistakes.is_empty() => Ok(wish),
            _ => Err(mistakes),
        }
    }
}

fn check(mistakes: &mut Mistakes, field: &str, words: &str, missing: &'static str) {
    if words.is_empty() {
        mistakes.add(field, missing);
    } else if words.chars().count() > LONGEST {
        mistakes.add(field, "desk-too-long");
    }
}

/// Does it. Where somebody else was quicker, the move is not possible any more, and that is said.
pub(super) async fn carry_out(
    platform: &Platform,
    actor: &Actor,
    id: Id<id::Request>,
    wish: Wish,
) -> Result<(), OutcomeError> {
    let (government, vault, actor) = (platform.government(), platform.vault().clone(), actor.clone());
    if let Wish::Close { ask, .. } = &wish
        && government.catalogue.organisation(ask).is_none()
    {
        return Err(OutcomeError::NotFound(ask.to_string()));
    }
    let ((now, real), today) = (platform.times(), platform.today());
    platform
        .store()
        .write(move |tx| {
            let scene = Scene { actor: &actor, now, real, government: &government, vault: &vault };
            match wish.clone() {
                Wish::TheyHaveIt { reference } => settle::they_have_it(tx, &scene, &id, &reference),
                Wish::SendAgain => settle::send_again(tx, &scene, &id, None),
                Wish::SendAnyway { why } => settle::send_again(tx, &scene, &id, Some(why)),
                Wish::SendOn { to, why } => settle::send_on(tx, &scene, &id, &to, today, why),
                Wish::Close { ask, words } => settle::close(tx, &scene, &id, &ask, words),
            }
        })
        .await
}
