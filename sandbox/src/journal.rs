//! The file that a process remembers by: one JSON line for each event, on the disk before anybody is told.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    io::{Read, Seek, SeekFrom, Write},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::Path,
    sync::{Mutex, PoisonError, mpsc},
    thread::JoinHandle,
};

use anyhow::{Context, bail};
use tokio::sync::oneshot;

use crate::ledger::{Event, Ledger};

/// Appends events. One thread writes; whatever came together goes to the disk together.
#[derive(Debug)]
pub struct Journal(Mutex<Option<Writer>>);

#[derive(Debug)]
struct Writer {
    lines: mpsc::Sender<Line>,
    thread: JoinHandle<()>,
}

struct Line {
    text: Vec<u8>,
    kept: oneshot::Sender<()>,
}

impl Journal {
    /// Opens the journal of a folder and reads it. A last line that was cut short by a crash was never acknowledged
    /// and is taken away; any other line that cannot be read is an error.
    pub fn open(folder: &Path) -> anyhow::Result<(Self, Ledger)> {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        let path = folder.join("journal.jsonl");
        let mut file = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(&path)?;
        if file.try_lock().is_err() {
            bail!("another sandbox is using {}", path.display());
        }
        let ledger = read(&mut file).with_context(|| path.display().to_string())?;
        File::open(folder)?.sync_all()?;
        let (lines, queue) = mpsc::channel();
        let thread = std::thread::Builder::new().name("journal".to_owned()).spawn(move || write(file, &queue))?;
        Ok((Self(Mutex::new(Some(Writer { lines, thread }))), ledger))
    }

    /// Hands an event to the writer. What it gives back resolves when the event, and every one before it, is on the
    /// disk; it fails if the journal is closed or broken.
    pub fn append(&self, event: &Event) -> anyhow::Result<oneshot::Receiver<()>> {
        let mut text = serde_json::to_vec(event)?;
        text.push(b'\n');
        let (kept, wait) = oneshot::channel();
        let writer = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let writer = writer.as_ref().context("the sandbox has stopped")?;
        writer.lines.send(Line { text, kept }).ok().context("the journal cannot be written")?;
        Ok(wait)
    }

    /// Writes what was handed over and closes the file.
    pub fn close(&self) {
        let writer = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Writer { lines, thread }) = writer {
            drop(lines);
            let _ = thread.join();
        }
    }
}

fn read(file: &mut File) -> anyhow::Result<Ledger> {
    let mut text = Vec::new();
    file.read_to_end(&mut text)?;
    let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    if whole < text.len() {
        file.set_len(whole as u64)?;
        file.seek(SeekFrom::End(0))?;
        file.sync_data()?;
    }
    let mut ledger = Ledger::default();
    for (number, line) in text[..whole].split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty()) {
        let event = serde_json::from_slice(line).with_context(|| format!("line {} cannot be read", number + 1))?;
        ledger.apply(event);
    }
    Ok(ledger)
}

/// Ends when the last sender is gone, or at the first error: from then on nothing is acknowledged.
fn write(mut file: File, queue: &mpsc::Receiver<Line>) {
    while let Ok(first) = queue.recv() {
        let lines: Vec<Line> = std::iter::once(first).chain(queue.try_iter().take(255)).collect();
        let text: Vec<u8> = lines.iter().flat_map(|line| line.text.iter().copied()).collect();
        if let Err(error) = file.write_all(&text).and_then(|()| file.sync_data()) {
            tracing::error!("The journal cannot be written: {error}");
            return;
        }
        for line in lines {
            let _ = line.kept.send(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repeated(key: &str) -> Event {
        Event::Repeated { agency: "north".to_owned(), key: key.to_owned() }
    }

    #[test]
    fn a_line_cut_short_by_a_crash_is_forgotten_and_the_rest_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let (journal, _) = Journal::open(folder.path()).unwrap();
        for key in ["a", "b"] {
            journal.append(&repeated(key)).unwrap().blocking_recv().unwrap();
        }
        journal.close();
        let path = folder.path().join("journal.jsonl");
        let whole = std::fs::read(&path).unwrap();
        std::fs::write(&path, &whole[..whole.len() - 3]).unwrap();

        let (journal, _) = Journal::open(folder.path()).unwrap();
        journal.append(&repeated("c")).unwrap().blocking_recv().unwrap();
        journal.close();
        Journal::open(folder.path()).unwrap().0.close();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.lines().count(), 2);
        assert!(text.contains("\"a\"") && text.contains("\"c\"") && !text.contains("\"b\""), "{text}");
    }

    #[test]
    fn a_line_that_cannot_be_read_in_the_middle_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("journal.jsonl"), "{\"event\":\"nonsense\"}\n").unwrap();
        let error = Journal::open(folder.path()).unwrap_err();
        assert!(format!("{error:#}").contains("line 1"), "{error:#}");
    }

    #[test]
    fn two_sandboxes_never_share_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let (journal, _) = Journal::open(folder.path()).unwrap();
        assert!(Journal::open(folder.path()).is_err());
        journal.close();
        assert!(Journal::open(folder.path()).is_ok());
    }

    #[test]
    fn a_closed_journal_acknowledges_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (journal, _) = Journal::open(folder.path()).unwrap();
        journal.close();
        assert!(journal.append(&repeated("a")).is_err());
    }
}
