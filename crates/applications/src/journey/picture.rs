//! A journey as a graph: each service stands to the right of the one that it has to follow.

use serde::Serialize;
use values::Text;

use super::{Journey, Step};

const WIDE: u32 = 300;
const HIGH: u32 = 34;
const GAP: u32 = 10;
const BETWEEN: u32 = 70;
/// So many letters stand in a box.
const LETTERS: usize = 38;

/// The picture, in units of its own.
#[derive(Debug, Serialize)]
pub(super) struct Picture {
    pub width: u32,
    pub height: u32,
    pub boxes: Vec<Box>,
    pub lines: Vec<Line>,
}

/// One service.
#[derive(Debug, Serialize)]
pub(super) struct Box {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
    pub title: Text,
    /// As much of the title as there is place for.
    pub short: Text,
    /// Does a table decide whether it is offered? Else it always is.
    pub is_decided: bool,
}

/// From one that comes first to one that follows.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    pub path: String,
}

/// Draws the services of a journey. None of them follows one that stands after it, so this ends.
pub(super) fn picture(journey: &Journey, title: impl Fn(&Step) -> Text) -> Picture {
    let mut columns: Vec<u32> = Vec::new();
    let mut boxes: Vec<Box> = Vec::new();
    let mut lines = Vec::new();
    let mut depths: Vec<usize> = Vec::new();
    for step in &journey.services {
        let before = step
            .after
            .as_ref()
            .and_then(|after| journey.services[..boxes.len()].iter().position(|other| other.service_type == *after));
        let depth = before.map_or(0, |before| depths[before] + 1);
        if columns.len() <= depth {
            columns.resize(depth + 1, 0);
        }
        let (x, y) = (u32::try_from(depth).unwrap_or_default() * (WIDE + BETWEEN), columns[depth] * (HIGH + GAP));
        columns[depth] += 1;
        let title = title(step);
        let short = Text { en: shortened(&title.en), fr: shortened(&title.fr) };
        let is_decided = step.decision.is_some() || !step.when.is_empty();
        if let Some(from) = before.map(|before| &boxes[before]) {
            let (x1, y1, y2) = (from.x + WIDE, from.y + HIGH / 2, y + HIGH / 2);
            let bend = x1 + BETWEEN / 2;
            lines.push(Line { path: format!("M {x1} {y1} C {bend} {y1} {bend} {y2} {x} {y2}") });
        }
        boxes.push(Box { x, y, width: WIDE, height: HIGH, title, short, is_decided });
        depths.push(depth);
    }
    let width = u32::try_from(columns.len()).unwrap_or(1).max(1) * (WIDE + BETWEEN) - BETWEEN;
    let height = columns.iter().copied().max().unwrap_or(1) * (HIGH + GAP) - GAP;
    Picture { width, height, boxes, lines }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= LETTERS {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LETTERS - 1).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_follows_stands_to_the_right_and_nothing_lies_on_something_else() {
        let journey: Journey = toml::from_str(include_str!("fixture.toml")).unwrap();
        let drawn = picture(&journey, |step| step.why.clone());
        let at: Vec<_> = drawn.boxes.iter().map(|one| (one.x, one.y, one.is_decided)).collect();
        assert_eq!(at, [(0, 0, false), (WIDE + BETWEEN, 0, true)]);
        assert_eq!((drawn.lines.len(), drawn.width, drawn.height), (1, 2 * WIDE + BETWEEN, HIGH));
        assert_eq!(shortened(&"x".repeat(80)).chars().count(), LETTERS);
    }
}
