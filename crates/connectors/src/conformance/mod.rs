//! The suite that every connector passes: against a server that speaks its protocol, and against servers that break
//! every promise.
//!
//! [`promise`] needs a working system, [`faults`] brings its own broken ones. Both give a [`Report`] that says for
//! each check what was expected and what happened, so that it can stand as a certificate.

mod script;
mod server;

use std::{
    fmt,
    time::{Duration, Instant},
};

use aws_lc_rs::digest;
use values::{Id, Language};

use crate::{Delivery, Dispatch, Evidence, Failure, Field, Host, Speaker, Timeouts};
use script::{Act, Class, SCRIPTS, Script};
use server::Server;

/// The time limits that [`faults`] expects connectors to be built with.
pub const TIMEOUTS: Timeouts = Timeouts { connect: Duration::from_millis(400), total: Duration::from_millis(800) };

/// What a person said in the sample: must never be seen again in an error.
pub const CANARY: &str = "Canary Wharfinger";

/// What came of a suite.
#[derive(Debug, Default)]
pub struct Report {
    /// Every check, in order.
    pub checks: Vec<Check>,
}

/// One check.
#[derive(Debug)]
pub struct Check {
    /// What should be so.
    pub name: String,
    /// What was so instead, if it was not.
    pub wrong: Option<String>,
}

/// A dispatch to try things with.
pub fn sample(key: &str) -> Dispatch {
    let named = "the sample's names are well-formed";
    Dispatch {
        key: key.to_owned(),
        request: Id::named("sample").expect(named),
        receipt: "SAMPLE-1".to_owned(),
        service_type: Id::named("sample-service").expect(named),
        service_title: "A sample service".to_owned(),
        body: Id::named("sample-body").expect(named),
        day: values::Day::constant(2026, 3, 1),
        language: Language::En,
        fields: vec![Field { id: "full-name".to_owned(), label: "Full name".to_owned(), value: CANARY.to_owned() }],
        callback: String::new(),
        links: Vec::new(),
        evidence: Vec::new(),
        evidence_to_follow: Vec::new(),
        handover: None,
    }
}

/// A document to try things with.
pub fn document() -> Evidence {
    let bytes = format!("%PDF-1.4 {CANARY}").into_bytes();
    Evidence {
        kind: "sample-bill".to_owned(),
        name: format!("{CANARY}.pdf"),
        media_type: "application/pdf".to_owned(),
        size: bytes.len(),
        sha256: hex::encode(digest::digest(&digest::SHA256, &bytes)),
        content: Some(bytes),
    }
}

/// What holds at a system that works. `key` begins every key that is used; it must be fresh.
pub async fn promise(speaker: &Speaker, key: &str) -> Report {
    let mut report = Report::default();
    let (first, second) = (sample(&format!("{key}-1")), sample(&format!("{key}-2")));
    let reference = match speaker.connector.deliver(&first).await {
        Ok(delivery) => reference(&delivery).to_owned(),
        other => {
            report.check("a request is taken", false, || format!("{other:?}"));
            return report;
        }
    };
    report.check("a request is taken under a reference", !reference.is_empty(), || "the reference is empty".to_owned());
    if let Some(findable) = &speaker.findable {
        let found = findable.find(&first).await;
        report.check("a request that was taken is found by its key", found == Ok(Some(reference.clone())), || {
            format!("expected {reference}, found {found:?}")
        });
        let found = findable.find(&sample(&format!("{key}-0"))).await;
        report.check("a request that was never sent is not found", matches!(found, Ok(None) | Err(_)), || {
            format!("found {found:?}")
        });
    }
    if speaker.honours_key {
        let again = speaker.connector.deliver(&first).await;
        let same = again.as_ref().is_ok_and(|delivery| self::reference(delivery) == reference);
        report.check("the same key again is the same request", same, || format!("expected {reference}, got {again:?}"));
    }
    let other = speaker.connector.deliver(&second).await;
    let differs = other.as_ref().is_ok_and(|delivery| self::reference(delivery) != reference);
    report.check("another key is another request", differs, || format!("after {reference} came {other:?}"));
    if let Some(polled) = &speaker.polled {
        let read = polled.read(&reference).await;
        let about_it = |answer: &crate::Answer| answer.their_reference == reference && !answer.answer_id.is_empty();
        let fits = read.as_ref().is_ok_and(|answer| answer.as_ref().is_none_or(about_it));
        report.check("a request that was taken can be asked after", fits, || format!("{read:?}"));
        for unknown in ["no-such-reference", "../../switches", "%2e%2e/x?y#z"] {
            let read = polled.read(unknown).await;
            report.check(format!("the reference '{unknown}' has no answer"), read.is_err(), || format!("{read:?}"));
        }
    }
    report
}

/// What holds at systems that don't work: each way to fail has one meaning, within the time limit, and nothing that
/// either side said is in the error.
pub async fn faults(speaker_at: impl Fn(&Host, Timeouts) -> Speaker) -> Report {
    let mut report = Report::default();
    for script in SCRIPTS {
        let server = match Server::start(script).await {
            Ok(server) => server,
            Err(error) => {
                report.check(script.name, false, || format!("the broken server did not start: {error}"));
                continue;
            }
        };
        let host = Host { url: server.url.clone(), secret: "a secret for the sample".to_owned() };
        let speaker = speaker_at(&host, TIMEOUTS);
        tried(&mut report, script, &speaker).await;
        let strayed = server.strayed();
        report.check(format!("{}: nothing else is called", script.name), strayed == 0, || {
            format!("{strayed} calls went elsewhere")
        });
    }
    report
}

async fn tried(report: &mut Report, script: &Script, speaker: &Speaker) {
    let dispatch = sample("faults-1");
    let limit = TIMEOUTS.total + Duration::from_secs(2);
    let expected = if speaker.honours_key { script.key_honoured } else { script.key_ignored };

    let since = Instant::now();
    let sent = tokio::time::timeout(limit, speaker.connector.deliver(&dispatch)).await;
    if matches!(script.act, Act::Flood) {
        let soon = since.elapsed() < TIMEOUTS.total;
        report.check(format!("{}: nobody reads on until the time is up", script.name), soon, || {
            format!("it took {:?}", since.elapsed())
        });
    }
    let fits = match &sent {
        Ok(Err(failure)) => expected.fits(failure) && is_discreet(failure),
        _ => false,
    };
    report.check(format!("{}: a delivery is {expected:?}", script.name), fits, || format!("{sent:?}"));

    if let Some(findable) = &speaker.findable {
        let found = tokio::time::timeout(limit, findable.find(&dispatch)).await;
        let fits = match &found {
            Ok(Err(failure)) => !matches!(failure, Failure::Never { .. }) && is_discreet(failure),
            _ => false,
        };
        report.check(format!("{}: a search settles nothing", script.name), fits, || format!("{found:?}"));
    }
    if let Some(polled) = &speaker.polled {
        let read = tokio::time::timeout(limit, polled.read("R-1")).await;
        let fits = matches!(&read, Ok(Err(failure)) if is_discreet(failure));
        report.check(format!("{}: a question has no answer", script.name), fits, || format!("{read:?}"));
    }
}

/// Nothing that the person or the system said.
fn is_discreet(failure: &Failure) -> bool {
    let text = format!("{failure:?} {failure}");
    !text.contains(CANARY) && !text.contains(script::SAID)
}

fn reference(delivery: &Delivery) -> &str {
    match delivery {
        Delivery::Accepted { their_reference } | Delivery::Answered { their_reference, .. } => their_reference,
    }
}

impl Class {
    fn fits(self, failure: &Failure) -> bool {
        match (self, failure) {
            (Self::Later, Failure::Later { .. })
            | (Self::Never, Failure::Never { .. })
            | (Self::Unknown, Failure::Unknown { .. }) => true,
            (Self::LaterAfter(seconds), Failure::Later { after, .. }) => *after == Some(Duration::from_secs(seconds)),
            _ => false,
        }
    }
}

impl Report {
    fn check(&mut self, name: impl Into<String>, holds: bool, wrong: impl FnOnce() -> String) {
        self.checks.push(Check { name: name.into(), wrong: (!holds).then(wrong) });
    }

    /// The checks that did not hold.
    pub fn failed(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.wrong.is_some())
    }

    /// Whether something was checked and all of it held.
    pub fn passed(&self) -> bool {
        !self.checks.is_empty() && self.failed().next().is_none()
    }
}

/// One line for each check.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Check { name, wrong } in &self.checks {
            match wrong {
                None => writeln!(f, "holds   {name}")?,
                Some(wrong) => writeln!(f, "FAILS   {name}: {wrong}")?,
            }
        }
        Ok(())
    }
}
