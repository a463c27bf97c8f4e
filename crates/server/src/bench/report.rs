//! What `portico bench` prints.

use std::time::Duration;

use anyhow::{Result, ensure};
use store::bench::Rate;

use super::{
    decisions, dial, inventory,
    load::{Made, Paced},
    over_http, search,
    subject::Subject,
    vesting,
};
use crate::say::say;

/// One line of the table.
pub struct Line {
    what: &'static str,
    connections: usize,
    per_second: f64,
    median: Duration,
    p99: Duration,
    processor_ms: f64,
}

impl Line {
    /// From what was measured and the processor time that the server used meanwhile.
    pub fn new(what: &'static str, connections: usize, made: &Made, processor: Duration) -> Self {
        let count = made.calls.len().max(1);
        let at = |share: usize| made.calls.get(count * share / 100).copied().unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "counts of a few seconds")]
        let calls = count as f64;
        Self {
            what,
            connections,
            per_second: calls / made.took.as_secs_f64(),
            median: at(50),
            p99: at(99),
            processor_ms: processor.as_secs_f64() * 1000.0 / calls,
        }
    }
}

/// Where this was measured.
pub fn machine(postgres: bool) -> Result<()> {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let engine = if postgres { "PostgreSQL" } else { "SQLite" };
    say!("{engine}, {cores} cores shared by server, database and load\n")
}

/// What the machine can do without us.
pub fn limits(disk: Rate, bare: Rate) -> Result<()> {
    say!(
        "Append 8 KiB and fdatasync    {:>8.0}/s   p50 {:>6.2} ms  p99 {:>6.2} ms",
        disk.per_second,
        disk.median_ms,
        disk.p99_ms
    )?;
    say!(
        "Five rows, grouped, 64 callers{:>8.0}/s   p50 {:>6.2} ms  p99 {:>6.2} ms",
        bare.per_second,
        bare.median_ms,
        bare.p99_ms
    )
}

/// How it started.
pub fn start(subject: &Subject) -> Result<()> {
    say!(
        "First page                    {:>8.0} ms after the start of the process",
        subject.first_page.as_secs_f64() * 1000.0
    )?;
    say!("Each application brings {} requests\n", subject.requests)
}

/// All lines.
pub fn table(lines: &[Line], bare: Rate) -> Result<()> {
    say!(
        "{:<14}{:>12}{:>12}{:>12}{:>12}{:>16}{:>12}",
        "",
        "connections",
        "per second",
        "p50 ms",
        "p99 ms",
        "server CPU ms",
        "of bare"
    )?;
    for line in lines {
        let of_bare = match line.what {
            "submit, JSON" => format!("{:.0} %", line.per_second / bare.per_second * 100.0),
            _ => String::new(),
        };
        say!(
            "{:<14}{:>12}{:>12.0}{:>12.2}{:>12.2}{:>16.3}{:>12}",
            line.what,
            line.connections,
            line.per_second,
            line.median.as_secs_f64() * 1000.0,
            line.p99.as_secs_f64() * 1000.0,
            line.processor_ms,
            of_bare
        )?;
    }
    Ok(())
}

/// What it holds at the end.
pub fn end(subject: &Subject) -> Result<()> {
    say!("\nMemory of the server at the end: {} MiB", subject.memory()?)
}

/// The lookup of responsibility.
pub fn dial(measured: &dial::Measured) -> Result<()> {
    say!("\nResponsibility: 2,000 services, 400 areas, 20 years, {} rows, in process", measured.rows)?;
    let micro = |time: Duration| time.as_secs_f64() * 1e6;
    say!(
        "Who holds a function          {:>8.2} µs in the middle, {:.2} µs in the slowest hundredth (aim: below 2 µs)",
        micro(measured.lookup),
        micro(measured.slow_lookup)
    )?;
    say!(
        "All services at a place       {:>8.2} ms in the middle, {:.2} ms at most (aim: below 50 ms)",
        micro(measured.matrix) / 1000.0,
        micro(measured.slow_matrix) / 1000.0
    )?;
    let (took, seams) = measured.seams;
    say!("Every seam of a year           {:>8.2} s, {seams} found", took.as_secs_f64())
}

/// The search.
pub fn search(measured: &search::Measured) -> Result<()> {
    let search::Measured { services, made, followed, bytes, memory, queries } = measured;
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    say!("\nSearch over {services} services in two languages, in process")?;
    say!("Made of the database           {:>8.1} s, {} MiB on disk", made.as_secs_f64(), bytes / 1024 / 1024)?;
    say!("A publication of 500 followed  {:>8.0} ms (aim: below 1,000 ms)", ms(*followed))?;
    let [held, own, most] = memory;
    say!(
        "Memory of the process          {held:>8} MiB, {own} of it no file's, {most} MiB at most (aim: at most 150 MiB)"
    )?;
    say!(
        "{:<32}{:>8}{:>10}{:>10}{:>14}{:>14}{:>8}",
        "",
        "queries",
        "p50 ms",
        "p99 ms",
        "CPU ms each",
        "tantivy alone",
        "times"
    )?;
    for line in queries {
        let alone = line.alone.map_or_else(
            || ("-".to_owned(), "-".to_owned()),
            |alone| (format!("{:.3}", ms(alone)), format!("{:.2}", line.cpu.as_secs_f64() / alone.as_secs_f64())),
        );
        say!(
            "{:<32}{:>8}{:>10.2}{:>10.2}{:>14.3}{:>14}{:>8}",
            line.what,
            line.count,
            ms(line.median),
            ms(line.p99),
            ms(line.cpu),
            alone.0,
            alone.1
        )?;
    }
    say!("(aims: at most 1.5 times the CPU of tantivy alone; p99 below 5 ms)")
}

/// Decisions with their reasons beside the bare engine, and the next question of a long journey.
pub fn decisions(measured: &decisions::Measured) -> Result<()> {
    let us = |time: Duration| time.as_secs_f64() * 1_000_000.0;
    say!("\nDecisions with their reasons, one thread, in process")?;
    say!("{:<16}{:>14}{:>16}{:>8}", "", "us each", "engine alone", "times")?;
    for line in &measured.decisions {
        let rules = format!("{} rules", line.rules);
        let times = line.own.as_secs_f64() / line.bare.as_secs_f64();
        say!("{rules:<16}{:>14.1}{:>16.1}{times:>8.2}", us(line.own), us(line.bare))?;
    }
    say!("(aim: at most 2.5 times the engine alone)")?;
    let [middle, most] = measured.question.map(|time| time.as_secs_f64() * 1000.0);
    say!(
        "The next question of 30 services: {middle:.2} ms in the middle, {most:.2} ms at most of {} (aim: below 5 ms)",
        measured.asked
    )
}

/// Decisions over HTTP, beside a bare server.
pub fn over_http(lines: &[over_http::Line]) -> Result<()> {
    say!(
        "\n{:<32}{:>8}{:>12}{:>10}{:>10}{:>10}",
        "Over HTTP, 16 connections",
        "bytes",
        "per second",
        "p50 ms",
        "bare",
        "of bare"
    )?;
    for over_http::Line { what, bytes, own, bare } in lines {
        let rate =
            |made: &Made| f64::from(u32::try_from(made.calls.len()).unwrap_or(u32::MAX)) / made.took.as_secs_f64();
        let middle = own.calls.get(own.calls.len() / 2).copied().unwrap_or_default().as_secs_f64() * 1000.0;
        let share = 100.0 * rate(own) / rate(bare);
        say!("{what:<32}{bytes:>8}{:>12.0}{middle:>10.2}{:>10.0}{share:>8.0} %", rate(own), rate(bare))?;
    }
    say!("(aim: at least 30 % of the bare server, which reads the same JSON and answers with as much)")
}

/// An import while people apply, and the pages of lists.
pub fn inventory(measured: &inventory::Measured) -> Result<()> {
    let inventory::Measured { services, brought, published, before, during, lists, memory } = measured;
    let seconds = |time: &Duration| time.as_secs_f64();
    say!(
        "{services} services read, compared and kept in {:.1} s, published in {:.1} s: {:.1} s (aim: at most 30 s)\n",
        seconds(brought),
        seconds(published),
        seconds(brought) + seconds(published)
    )?;
    paced(before, during)?;
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    say!("\n{:<34}{:>12}{:>12}{:>14}", "a page of the list of services", "p50 ms", "p99 ms", "server CPU ms")?;
    for list in lists {
        let within = |share: usize| list.made.calls.get(list.made.calls.len() * share / 100).copied();
        say!(
            "{:<34}{:>12.2}{:>12.2}{:>14.3}",
            format!("{} services", list.services),
            ms(within(50).unwrap_or_default()),
            ms(within(99).unwrap_or_default()),
            ms(list.cpu)
        )?;
    }
    let [short, long] = lists;
    let times = long.cpu.as_secs_f64() / short.cpu.as_secs_f64().max(f64::EPSILON);
    say!("the long list costs {times:.2} times the short one (aim: at most 1.3)")?;
    say!("Memory of the server at the end: {memory} MiB (aim: at most 150 MiB)\n")
}

/// A vesting with much work in flight.
pub fn vesting(measured: &vesting::Measured, rate: u32) -> Result<()> {
    let vesting::Measured { open, seen, took, before, during } = measured;
    let pace = if rate == 0 { "as many as are taken".to_owned() } else { format!("{rate} a second") };
    say!("Vesting with {open} open requests; people apply, {pace}")?;
    say!("All {seen} looked at and re-addressed in {:.1} s (aim: below 60 s)\n", took.as_secs_f64())?;
    paced(before, during)?;
    let slow = during.slower_than(before.within(99) * 5);
    let slow: Vec<String> = slow.iter().map(|(second, count)| format!("{count} in second {second}")).collect();
    say!("longer than five times the p99 before: {}", if slow.is_empty() { "none".into() } else { slow.join(", ") })?;
    let times = during.within(99).as_secs_f64() / before.within(99).as_secs_f64().max(f64::EPSILON);
    say!("p99 during the vesting is {times:.1} times its p99 before (aim: at most 5)\n")
}

/// Applications before something and during it.
fn paced(before: &Paced, during: &Paced) -> Result<()> {
    say!(
        "{:<14}{:>12}{:>12}{:>12}{:>12}{:>12}{:>12}",
        "submit, JSON",
        "per second",
        "p50 ms",
        "p99 ms",
        "longest ms",
        "taken",
        "refused"
    )?;
    for (what, paced) in [("before", before), ("during", during)] {
        #[expect(clippy::cast_precision_loss, reason = "counts of some seconds")]
        let per_second = paced.calls.len() as f64 / paced.took.as_secs_f64();
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        say!(
            "{what:<14}{per_second:>12.0}{:>12.2}{:>12.2}{:>12.2}{:>12}{:>12}",
            ms(paced.within(50)),
            ms(paced.within(99)),
            ms(paced.calls.last().copied().unwrap_or_default()),
            paced.calls.len(),
            paced.refused
        )?;
    }
    Ok(())
}

/// A vesting in which the server was killed.
pub fn survived(survived: &vesting::Survived) -> Result<()> {
    let vesting::Survived { open, killed_at, account } = survived;
    say!("Vesting with {open} open requests, and `kill -9` when {killed_at:?} of them had been looked at")?;
    say!("{} have their line; {} moved twice; {} were left", account.lines, account.twice, account.left)?;
    ensure!(survived.is_whole(), "the work of the vesting is not whole");
    Ok(())
}
