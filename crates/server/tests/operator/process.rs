//! A running `portico`: what it says, where it listens, how it ends.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

/// Longer than anything takes, even on a busy machine; a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_mins(1);

/// A command that has ended.
#[derive(Debug)]
pub struct Ended {
    pub status: ExitStatus,
    pub out: String,
    pub err: String,
}

impl Ended {
    /// Runs a command to its end.
    pub fn of(mut command: Command) -> Self {
        let done = command.stdin(Stdio::null()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { status: done.status, out: text(done.stdout), err: text(done.stderr) }
    }

    /// It worked. What it printed.
    pub fn worked(self) -> String {
        assert!(self.status.success(), "{self:?}");
        self.out
    }

    /// It refused, with one line on standard error. That line.
    pub fn refused(self) -> String {
        assert!(!self.status.success(), "{self:?}");
        // The tests' PostgreSQL forgoes fsync, and Portico rightly says so each time.
        let lines: Vec<_> = self.err.lines().filter(|line| !line.contains("runs with fsync")).collect();
        assert_eq!(lines.len(), 1, "{self:?}");
        lines[0].to_owned()
    }
}

/// A server that runs. Killed when it goes out of scope.
#[derive(Debug)]
pub struct Running {
    pub child: Child,
    pub address: SocketAddr,
    /// Everything that it has said on standard error so far.
    pub said: String,
    lines: Receiver<String>,
}

impl Running {
    /// Starts a server and waits until it listens.
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let errors = child.stderr.take().unwrap();
        let (sender, lines) = channel();
        thread::spawn(move || {
            BufReader::new(errors).lines().map_while(Result::ok).all(|line| sender.send(line).is_ok());
        });
        let nowhere = SocketAddr::from(([0, 0, 0, 0], 0));
        let mut running = Self { child, address: nowhere, said: String::new(), lines };
        let line = running.wait_for("Portico listens on ");
        let (_, after) = line.split_once("Portico listens on ").unwrap();
        running.address = after.split(',').next().unwrap().parse().unwrap();
        if running.address.ip().is_unspecified() {
            running.address.set_ip([127, 0, 0, 1].into());
        }
        running
    }

    /// Waits until it says something with these words.
    pub fn wait_for(&mut self, words: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            match self.lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    self.said += &line;
                    self.said.push('\n');
                    if line.contains(words) {
                        return line;
                    }
                }
                Err(RecvTimeoutError::Timeout) => panic!("it never said '{words}':\n{}", self.said),
                Err(RecvTimeoutError::Disconnected) => panic!("it ended before it said '{words}':\n{}", self.said),
            }
        }
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits for the end. What it said until then is in `said`.
    pub fn ended(&mut self) -> ExitStatus {
        let until = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < until, "it never ended:\n{}", self.said);
            thread::sleep(Duration::from_millis(5));
        };
        self.said.extend(self.lines.iter().map(|line| line + "\n"));
        status
    }

    /// What it printed for people; to be called after the end.
    pub fn printed(&mut self) -> String {
        let mut text = String::new();
        self.child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// Asks for a page.
    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, "")
    }

    /// Asks for a page with more header lines, each ended by CR LF.
    pub fn get_with(&self, path: &str, headers: &str) -> Answer {
        get(self.address, path, headers)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

fn get(address: SocketAddr, path: &str, headers: &str) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let host = if headers.contains("host:") { String::new() } else { format!("host: {address}\r\n") };
    write!(stream, "GET {path} HTTP/1.1\r\n{host}connection: close\r\n{headers}\r\n").unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("{text}"));
    Answer { status, head: head.to_lowercase(), body: body.to_owned() }
}

/// Asks again and again until it is so.
pub fn until(what: &str, mut so: impl FnMut() -> bool) -> Duration {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < PATIENCE, "it never came to this: {what}");
        thread::sleep(Duration::from_millis(20));
    }
    begun.elapsed()
}
