//! Was a promise kept? Only numbers say so.

use serde::Serialize;

use super::ServiceStandard;

/// What the numbers of a service standard say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judged {
    /// It held at least as often as it should.
    Met,
    /// It did not.
    NotMet,
    /// Nobody can tell.
    NotMeasurable(Unmeasured),
}

/// Why nobody can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unmeasured {
    /// There is no target, or none that is a share between nothing and all.
    NoTarget,
    /// There is no result, or none that is a number.
    NoResult,
    /// There was not one case.
    NoCases,
}

/// Shares are compared in millionths.
const WHOLE: u128 = 1_000_000;

impl ServiceStandard {
    /// What its own numbers say: the cases where they are counted, else the share that was published.
    pub fn judged(&self) -> Judged {
        let Some(target) = self.target.as_deref().and_then(share) else {
            return Judged::NotMeasurable(Unmeasured::NoTarget);
        };
        let counted = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<u64>().ok()).map(u128::from);
        let kept = match (counted(&self.held), counted(&self.volume)) {
            (_, Some(0)) => return Judged::NotMeasurable(Unmeasured::NoCases),
            (Some(held), Some(volume)) => held * WHOLE >= target * volume,
            _ => match self.performance.as_deref().and_then(share) {
                Some(performance) => performance >= target,
                None => return Judged::NotMeasurable(Unmeasured::NoResult),
            },
        };
        if kept { Judged::Met } else { Judged::NotMet }
    }

    /// Was it held in more cases than there were, by its own numbers?
    pub fn is_more_than_all(&self) -> bool {
        let counted = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<u64>().ok());
        counted(&self.held).zip(counted(&self.volume)).is_some_and(|(held, volume)| held > volume)
    }

    /// Does what the body published say otherwise than its own numbers?
    pub fn contradicts_itself(&self) -> bool {
        match self.judged() {
            Judged::Met => self.published.as_deref() == Some("N"),
            Judged::NotMet | Judged::NotMeasurable(_) => self.published.as_deref() == Some("Y"),
        }
    }
}

/// A share between nothing and all, in millionths: `0.9`, `1.0`. Further digits are cut off.
fn share(text: &str) -> Option<u128> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(part) {
        return None;
    }
    let part = format!("{part:0<6}");
    let millionths = whole.parse::<u128>().ok()?.checked_mul(WHOLE)? + part[..6].parse::<u128>().ok()?;
    (millionths <= WHOLE).then_some(millionths)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standard(target: &str, held: &str, volume: &str, performance: &str, published: &str) -> ServiceStandard {
        let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        ServiceStandard {
            target: said(target),
            held: said(held),
            volume: said(volume),
            performance: said(performance),
            published: said(published),
            ..ServiceStandard::default()
        }
    }

    #[test]
    fn numbers_say_whether_a_promise_was_kept() {
        let check = |target, held, volume, performance, expected| {
            assert_eq!(standard(target, held, volume, performance, "").judged(), expected, "{target} {held} {volume}");
        };
        check("0.9", "90", "100", "", Judged::Met);
        check("0.9", "89", "100", "0.9", Judged::NotMet);
        check("1", "3", "3", "", Judged::Met);
        check("1.0", "2", "3", "", Judged::NotMet);
        check("0.333333", "1", "3", "", Judged::Met);
        check("0.8", "", "", "0.8", Judged::Met);
        check("0.8", "", "100", "0.7999", Judged::NotMet);
        check("0", "0", "5", "", Judged::Met);
        check("", "1", "1", "1", Judged::NotMeasurable(Unmeasured::NoTarget));
        check("90 %", "1", "1", "1", Judged::NotMeasurable(Unmeasured::NoTarget));
        check("90", "1", "1", "1", Judged::NotMeasurable(Unmeasured::NoTarget));
        check("-0.5", "1", "1", "1", Judged::NotMeasurable(Unmeasured::NoTarget));
        check("0.9", "", "", "", Judged::NotMeasurable(Unmeasured::NoResult));
        check("0.9", "x", "7", "soon", Judged::NotMeasurable(Unmeasured::NoResult));
        check("0.9", "0", "0", "0", Judged::NotMeasurable(Unmeasured::NoCases));
        check("0.9", "18446744073709551615", "18446744073709551615", "", Judged::Met);
    }

    #[test]
    fn a_published_word_is_held_against_the_numbers() {
        let check = |held, volume, published, expected| {
            let standard = standard("0.9", held, volume, "", published);
            assert_eq!(standard.contradicts_itself(), expected, "{held} of {volume}: {published}");
        };
        check("95", "100", "Y", false);
        check("95", "100", "N", true);
        check("95", "100", "NA", false);
        check("80", "100", "Y", true);
        check("80", "100", "N", false);
        check("", "", "Y", true);
        check("0", "0", "NA", false);
    }
}
