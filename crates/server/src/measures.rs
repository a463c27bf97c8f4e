//! What is measured, and how Prometheus reads it. Labels are route patterns and names of ours: never a path, an id or
//! anything that a person said.

use std::sync::OnceLock;

use metrics::{describe_counter, describe_gauge, describe_histogram, gauge};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use store::outbox::Depth;
use values::RealTime;

/// The bounds, in seconds, that times are counted between.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

/// Starts measuring, once in a process however often it is called.
pub fn start() -> &'static PrometheusHandle {
    static MEASURES: OnceLock<PrometheusHandle> = OnceLock::new();
    MEASURES.get_or_init(|| {
        let recorder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
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

fn describe() {
    describe_counter!("portico_requests_total", "Requests answered, by method, route pattern and status");
    describe_histogram!("portico_request_seconds", "How long answering a request took, by method and route pattern");
    describe_gauge!("portico_build_info", "Always 1; the label says which version runs");
    describe_gauge!("portico_ready", "1 if the server was ready at the last look");
    describe_gauge!("portico_disk_free_bytes", "Room on the disk of the data folder");
    describe_gauge!("portico_outbox_tasks", "Tasks in the outbox, by state: due, later, held");
    describe_gauge!("portico_outbox_oldest_due_seconds", "For how long the oldest task has been due");
    describe_gauge!("process_resident_memory_bytes", "Memory that the process holds");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_measured_and_the_version_named() {
        let measures = start();
        of_process();
        let text = measures.render();
        assert!(text.contains("process_resident_memory_bytes"), "{text}");
        assert!(text.contains(concat!("version=\"", env!("CARGO_PKG_VERSION"), "\"")), "{text}");
    }
}
