//! Bodies on one day, the four functions, bodies on another day; between them ribbons as broad as what they stand for.
//! Both sides have one scale, so that what has moved is what looks different.

use serde::Serialize;

use super::{cut_within, tenth};

/// One body, and for how many services it holds each function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Its name.
    pub name: String,
    /// By function.
    pub counts: [usize; 4],
}

/// The picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sankey {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// The bodies of both days.
    pub bodies: Vec<Bar>,
    /// The functions.
    pub functions: Vec<Bar>,
    /// What runs between them.
    pub ribbons: Vec<Ribbon>,
}

/// A body or a function.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bar {
    /// What stands beside it.
    pub label: String,
    /// Its left edge.
    pub x: f64,
    /// Its upper edge.
    pub y: f64,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// Where its label begins, or ends.
    pub label_x: f64,
    /// The middle of its label.
    pub label_y: f64,
    /// Which side the label is on: `start`, `middle` or `end`, as SVG's `text-anchor`.
    pub anchor: &'static str,
    /// Which function it is, for its colour.
    pub function: Option<usize>,
}

/// A body's part in a function.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ribbon {
    /// Its outline.
    pub path: String,
    /// Which function, for its colour.
    pub function: usize,
    /// The body.
    pub body: String,
    /// How many services.
    pub count: usize,
}

const WIDTH: f64 = 960.0;
const LABELS: f64 = 275.0;
const BAR: f64 = 12.0;
const BOX: f64 = 130.0;
/// How much height all services of one side share.
const FLOW: f64 = 430.0;
/// The least height of a body's line, so that its name can be read.
const LINE: f64 = 19.0;
const BETWEEN: f64 = 5.0;
const BETWEEN_FUNCTIONS: f64 = 22.0;
const LONGEST_NAME: usize = 27;

/// Places everything. `names` are the functions' names.
pub fn layout(before: &[Body], after: &[Body], names: &[String; 4]) -> Sankey {
    let total = |bodies: &[Body]| -> usize { bodies.iter().flat_map(|body| body.counts).sum() };
    let scale = FLOW / length(total(before).max(total(after)).max(1));
    let sides = [in_order(before), in_order(after)];
    let [height_of_before, height_of_after] = sides.each_ref().map(|side| height_of(side, scale));
    let broadest = |function: usize| {
        let of = |side: &[&Body]| side.iter().map(|body| body.counts[function]).sum::<usize>();
        of(&sides[0]).max(of(&sides[1]))
    };
    let boxes: [f64; 4] = [0, 1, 2, 3].map(|function| (length(broadest(function)) * scale).max(LINE));
    let height_of_boxes = boxes.iter().sum::<f64>() + BETWEEN_FUNCTIONS * 3.0;
    let height = height_of_before.max(height_of_after).max(height_of_boxes);

    let mut picture =
        Sankey { width: WIDTH, height: tenth(height), bodies: vec![], functions: vec![], ribbons: vec![] };
    let mut tops = [0.0; 4];
    let mut y = (height - height_of_boxes) / 2.0;
    for (function, high) in boxes.into_iter().enumerate() {
        picture.functions.push(Bar {
            label: names[function].clone(),
            x: (WIDTH - BOX) / 2.0,
            y: tenth(y),
            width: BOX,
            height: tenth(high),
            label_x: WIDTH / 2.0,
            label_y: tenth(y + high / 2.0),
            anchor: "middle",
            function: Some(function),
        });
        tops[function] = y;
        y += high + BETWEEN_FUNCTIONS;
    }
    picture.side(&sides[0], Side::Left, (height - height_of_before) / 2.0, tops, scale);
    picture.side(&sides[1], Side::Right, (height - height_of_after) / 2.0, tops, scale);
    picture
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
}

impl Sankey {
    fn side(&mut self, bodies: &[&Body], side: Side, top: f64, mut tops: [f64; 4], scale: f64) {
        let (bar, label, anchor) = match side {
            Side::Left => (LABELS, LABELS - 8.0, "end"),
            Side::Right => (WIDTH - LABELS - BAR, WIDTH - LABELS + 8.0, "start"),
        };
        let (outer, inner) = match side {
            Side::Left => (LABELS + BAR, (WIDTH - BOX) / 2.0),
            Side::Right => (WIDTH - LABELS - BAR, WIDTH / 2.0 + BOX / 2.0),
        };
        let mut y = top;
        for body in bodies {
            let count: usize = body.counts.iter().sum();
            let (line, high) = (line(body, scale), length(count) * scale);
            let mut from = y + (line - high) / 2.0;
            self.bodies.push(Bar {
                label: format!("{} ({count})", cut_within(&body.name, LONGEST_NAME)),
                x: bar,
                y: tenth(from),
                width: BAR,
                height: tenth(high),
                label_x: label,
                label_y: tenth(y + line / 2.0),
                anchor,
                function: None,
            });
            for (function, count) in body.counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
                let broad = length(count) * scale;
                let path = ribbon((outer, from), (inner, tops[function]), broad);
                self.ribbons.push(Ribbon { path, function, body: body.name.clone(), count });
                from += broad;
                tops[function] += broad;
            }
            y += line + BETWEEN;
        }
    }
}

/// Bodies whose functions come first stand first, so that few ribbons cross; the larger one of two.
fn in_order(bodies: &[Body]) -> Vec<&Body> {
    let weight = |body: &Body| {
        let all: usize = body.counts.iter().sum();
        let weighed: usize = body.counts.iter().enumerate().map(|(function, count)| function * count).sum();
        weighed * 1000 / all.max(1)
    };
    let mut ordered: Vec<&Body> = bodies.iter().filter(|body| body.counts.iter().sum::<usize>() > 0).collect();
    ordered.sort_by(|a, b| {
        let size = |body: &Body| body.counts.iter().sum::<usize>();
        weight(a).cmp(&weight(b)).then(size(b).cmp(&size(a))).then_with(|| a.name.cmp(&b.name))
    });
    ordered
}

fn line(body: &Body, scale: f64) -> f64 {
    (length(body.counts.iter().sum()) * scale).max(LINE)
}

fn height_of(bodies: &[&Body], scale: f64) -> f64 {
    let lines: f64 = bodies.iter().map(|body| line(body, scale) + BETWEEN).sum();
    (lines - BETWEEN).max(0.0)
}

/// A band between two upright edges, with soft bends.
fn ribbon((x0, y0): (f64, f64), (x1, y1): (f64, f64), broad: f64) -> String {
    let [x0, x1, bend, y0, y1] = [x0, x1, f64::midpoint(x0, x1), y0, y1].map(tenth);
    let [low0, low1] = [y0 + broad, y1 + broad].map(tenth);
    format!("M{x0} {y0}C{bend} {y0} {bend} {y1} {x1} {y1}V{low1}C{bend} {low1} {bend} {low0} {x0} {low0}Z")
}

#[expect(clippy::cast_precision_loss, reason = "counts of services are far below 2^52")]
fn length(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn body(name: &str, counts: [usize; 4]) -> Body {
        Body { name: name.to_owned(), counts }
    }

    fn names() -> [String; 4] {
        ["Rules", "Decision", "Work", "Contact"].map(str::to_owned)
    }

    #[test]
    fn two_bodies_that_become_one() {
        let before = [body("North", [0, 2, 2, 1]), body("South <&\"", [0, 1, 1, 1]), body("State", [3, 0, 0, 1])];
        let after = [body("Council", [0, 3, 3, 2]), body("State", [3, 0, 0, 1])];
        insta::assert_json_snapshot!(layout(&before, &after, &names()));
    }

    #[test]
    fn nobody_at_all_is_still_a_picture() {
        let picture = layout(&[], &[body("Empty", [0; 4])], &names());
        assert_eq!((picture.functions.len(), picture.bodies.len(), picture.ribbons.len()), (4, 0, 0));
    }

    fn bodies() -> impl Strategy<Value = Vec<Body>> {
        let one = prop::array::uniform4(0..300usize);
        prop::collection::vec(one, 0..40)
            .prop_map(|all| all.into_iter().enumerate().map(|(n, counts)| body(&format!("Body {n}"), counts)).collect())
    }

    proptest! {
        /// Everything stands inside the picture, no two bodies of a side overlap, and no service is lost on the way.
        #[test]
        fn everything_has_its_place(before in bodies(), after in bodies()) {
            let picture = layout(&before, &after, &names());
            for bar in picture.bodies.iter().chain(&picture.functions) {
                prop_assert!(bar.y >= -0.1 && bar.y + bar.height <= picture.height + 0.2, "{:?}", bar);
            }
            for side in ["end", "start"] {
                let bars: Vec<&Bar> = picture.bodies.iter().filter(|bar| bar.anchor == side).collect();
                for pair in bars.windows(2) {
                    prop_assert!(pair[0].y + pair[0].height <= pair[1].y + 0.2);
                    prop_assert!(pair[1].label_y - pair[0].label_y >= LINE - 0.2, "names stand on each other");
                }
            }
            let drawn: usize = picture.ribbons.iter().map(|ribbon| ribbon.count).sum();
            let asked: usize = before.iter().chain(&after).flat_map(|body| body.counts).sum();
            prop_assert_eq!(drawn, asked);
        }
    }
}
