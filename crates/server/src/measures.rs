//! What is measured, and how Prometheus reads it. Labels are route patterns and names of ours: never a path, an id or
//! anything that a person said.

use std::sync::OnceLock;

use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use store::outbox::Depth;
use values::RealTime;

/// The bounds, in seconds, that times are counted between.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

/// The bounds that groups of commands are counted between.
const GROUPS: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];

const HISTOGRAMS: [&str; 2] = ["portico_request_seconds", "portico_store_group_size"];

/// Starts measuring, once in a process however often it is called.
pub fn start() -> &'static PrometheusHandle {
    static MEASURES: OnceLock<PrometheusHandle> = OnceLock::new();
    MEASURES.get_or_init(|| {
        let recorder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Full(HISTOGRAMS[0].to_owned()), &SECONDS)
            .and_then(|builder| builder.set_buckets_for_metric(Matcher::Full(HISTOGRAMS[1].to_owned()), &GROUPS))
            .expect("there are bounds")
            .build_recorder();
        let handle = recorder.handle();
        // Somebody else's recorder, in a test of theirs, is theirs to read.
        let _ = metrics::set_global_recorder(recorder);
        describe();
        handle
    })
}

/// Forgets what is too old to matter, so that measuring does not grow for ever.
pub fn forget_what_is_old() {
    start().run_upkeep();
}

/// Sets how much waits in the outbox, and how long the oldest task has been due.
pub fn of_outbox(depth: &Depth, now: RealTime) {
    #[expect(clippy::cast_precision_loss, reason = "a measurement, not a sum of money")]
    let number = |count: u64| count as f64;
    gauge!("portico_outbox_tasks", "state" => "due").set(number(depth.due));
    gauge!("portico_outbox_tasks", "state" => "later").set(number(depth.waiting));
    gauge!("portico_outbox_tasks", "state" => "held").set(number(depth.held));
    let oldest = depth.oldest_due.map_or(0, |since| now.0.saturating_sub(since.0).max(0));
    gauge!("portico_outbox_oldest_due_seconds").set(number(oldest.unsigned_abs()) / 1000.0);
}

/// Sets what is only looked at when somebody asks.
pub fn of_process() {
    counter!("portico_store_statements_total").absolute(store::statements());
    gauge!("portico_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    if let Some(bytes) = resident() {
        gauge!("process_resident_memory_bytes").set(bytes);
    }
}

/// How much memory the process holds, where the kernel says so.
fn resident() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1024.0)
}

/// Everything that is measured, in all parts, as docs/reference/operations.md has it, too.
pub const MEASURED: &[(&str, &str)] = &[
    ("portico_applications_total", "Applications taken in"),
    ("portico_dispatches_total", "Requests taken to a body's system, by outcome and protocol"),
    ("portico_answers_total", "Answers of bodies, by outcome"),
    ("portico_forged_callbacks_total", "Answers that were turned away because their signature was not right"),
    ("portico_late_records_total", "Outcomes that were not recorded because the lease on the task had ended"),
    ("portico_outbox_tasks", "Tasks in the outbox, by state: due, later, held"),
    ("portico_outbox_oldest_due_seconds", "For how long the oldest task has been due"),
    ("portico_requests_total", "Requests of visitors answered, by method, route pattern and status"),
    ("portico_request_seconds", "How long answering took, by method and route pattern"),
    ("portico_store_group_size", "Commands that were committed together"),
    ("portico_store_statements_total", "Statements sent to the database"),
    ("portico_store_overloaded_total", "Commands turned away because too many were waiting"),
    ("portico_store_over_budget_total", "Commands that took longer than their kind should, by kind"),
    ("portico_store_conflicts_total", "Commands run again because others had changed the same rows"),
    ("portico_store_groups_undone_total", "Groups of commands that were committed one by one after one of them failed"),
    ("portico_store_connections_lost_total", "Database connections that broke"),
    ("portico_catalogue_searches_missed_total", "Searches in which nothing had all of the words"),
    ("portico_ready", "1 if the server was ready at the last look"),
    ("portico_disk_free_bytes", "Room on the disk of the data folder"),
    ("portico_build_info", "Always 1; its label says which version runs"),
    ("process_resident_memory_bytes", "Memory that the process holds"),
];

/// The exporter shows a description beside whatever kind of measurement has the name.
fn describe() {
    for (name, what) in MEASURED {
        if name.ends_with("_total") {
            describe_counter!(*name, *what);
        } else if HISTOGRAMS.contains(name) {
            describe_histogram!(*name, *what);
        } else {
            describe_gauge!(*name, *what);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    #[test]
    fn memory_is_measured_and_the_version_named() {
        let measures = start();
        of_process();
        let text = measures.render();
        assert!(text.contains("process_resident_memory_bytes"), "{text}");
        assert!(text.contains(concat!("version=\"", env!("CARGO_PKG_VERSION"), "\"")), "{text}");
    }

    /// The names that the sources of all crates measure under.
    fn measured_in_sources(folder: &Path, names: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                measured_in_sources(&entry, names);
            } else if entry.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&entry).unwrap();
                for kind in ["counter!(\"", "gauge!(\"", "histogram!(\""] {
                    let found = text.split(kind).skip(1).filter_map(|rest| rest.split('"').next());
                    names.extend(found.map(ToOwned::to_owned));
                }
            }
        }
    }

    #[test]
    fn everything_that_is_measured_is_described_and_documented() {
        let mut names = BTreeSet::new();
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        for part in fs::read_dir(crates).unwrap() {
            measured_in_sources(&part.unwrap().path().join("src"), &mut names);
        }
        let described: BTreeSet<String> = MEASURED.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(names, described);
        let page = include_str!("../../../docs/reference/operations.md");
        for (name, what) in MEASURED {
            assert!(
                page.contains(&format!("| `{name}` | {what} |")),
                "missing in docs/reference/operations.md: | `{name}` | {what} |"
            );
        }
    }
}
