//! The load: connections that are kept, each with one call under way at a time. As little work as can be, because it
//! shares the machine with what is measured.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
    task::JoinSet,
};

use super::subject::Subject;

/// What was measured.
pub struct Made {
    /// How long it went on.
    pub took: Duration,
    /// How long each call took, in order of length.
    pub calls: Vec<Duration>,
}

/// A reply.
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

/// A case that can be read.
pub struct Case {
    /// As JSON.
    pub path: String,
    /// The header with the pass.
    pub authorization: String,
    /// As a page.
    pub page: String,
    /// The header with the session.
    pub cookie: String,
}

/// How a case is read.
#[derive(Debug, Clone, Copy)]
pub enum As {
    Json,
    Page,
}

/// Sends applications, each with a key of its own.
pub async fn submit(subject: &Subject, connections: usize, length: Duration) -> Result<Made> {
    let (at, body) = (subject.at.clone(), Arc::new(subject.application.to_string()));
    many(connections, length, move |_| application(&at, &body), &subject.at, 201).await
}

/// Applications at a steady pace, whatever becomes of those before.
pub struct Paced {
    /// How long it went on.
    pub took: Duration,
    /// How long each took from the moment at which it was due, in order of length.
    pub calls: Vec<Duration>,
    /// The same in the order in which they were due: when, and how long it took.
    pub course: Vec<(Duration, Duration)>,
    /// How many were not taken.
    pub refused: usize,
}

impl Paced {
    /// How many took longer than this, by the second in which they were due.
    pub fn slower_than(&self, limit: Duration) -> BTreeMap<u64, usize> {
        let mut slow = BTreeMap::new();
        for (due, _) in self.course.iter().filter(|(_, took)| *took > limit) {
            *slow.entry(due.as_secs()).or_default() += 1;
        }
        slow
    }

    /// Of a hundred, so many took no longer.
    pub fn within(&self, share: usize) -> Duration {
        self.calls.get(self.calls.len() * share / 100).copied().unwrap_or_default()
    }
}

/// The connections over which people apply at a steady pace.
const PACED: usize = 64;

/// Sends so many applications a second while something else goes on; without a rate, as many as are taken.
pub async fn paced_while<T>(subject: &Subject, rate: u32, something: impl Future<Output = T>) -> Result<(Paced, T)> {
    let (next, over) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let began = Instant::now();
    let mut callers = JoinSet::new();
    for _ in 0..if rate == 0 { FLAT_OUT } else { PACED } {
        let (next, over, at, body) = (next.clone(), over.clone(), subject.at.clone(), subject.application.to_string());
        callers.spawn(async move {
            let mut stream = connect(&at).await?;
            let (mut calls, mut refused) = (Vec::new(), 0);
            loop {
                let turn = u32::try_from(next.fetch_add(1, Ordering::Relaxed))?;
                let due = if rate == 0 { Instant::now() } else { began + Duration::from_secs(1) * turn / rate };
                tokio::time::sleep_until(due.into()).await;
                if over.load(Ordering::Relaxed) {
                    return Ok::<_, anyhow::Error>((calls, refused));
                }
                match ask(&mut stream, &application(&at, &body)).await {
                    Ok(reply) if reply.status == 201 => calls.push((due - began, due.elapsed())),
                    Ok(_) => refused += 1,
                    Err(_) => {
                        refused += 1;
                        stream = connect(&at).await?;
                    }
                }
            }
        });
    }
    let came = something.await;
    let took = began.elapsed();
    over.store(true, Ordering::Relaxed);
    let mut paced = Paced { took, calls: Vec::new(), course: Vec::new(), refused: 0 };
    while let Some(done) = callers.join_next().await {
        let (calls, refused) = done??;
        paced.course.extend(calls);
        paced.refused += refused;
    }
    paced.course.sort_unstable();
    paced.calls = paced.course.iter().map(|(_, took)| *took).collect();
    paced.calls.sort_unstable();
    Ok((paced, came))
}

/// Sends so many applications with every service that the examples bring.
pub async fn fill(subject: &Subject, count: usize) -> Result<()> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut callers = JoinSet::new();
    for _ in 0..FLAT_OUT {
        let (next, at, bodies) = (next.clone(), subject.at.clone(), subject.full.clone());
        callers.spawn(async move {
            let mut stream = connect(&at).await?;
            loop {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                if turn >= count {
                    return Ok::<_, anyhow::Error>(());
                }
                let body = bodies[turn % bodies.len()].to_string();
                let reply = ask(&mut stream, &application(&at, &body)).await?;
                ensure!(reply.status == 201, "not taken: {}", String::from_utf8_lossy(&reply.body));
            }
        });
    }
    while let Some(done) = callers.join_next().await {
        done??;
    }
    Ok(())
}

/// The connections over which as much is sent as is taken.
const FLAT_OUT: usize = 16;

/// Applies once: nothing where it was taken, and what the server said where not.
pub async fn apply(at: &str, body: &Value) -> Result<Option<Value>> {
    let reply = ask(&mut connect(at).await?, &application(at, &body.to_string())).await?;
    Ok(if reply.status == 201 { None } else { Some(serde_json::from_slice(&reply.body)?) })
}

fn application(at: &str, body: &str) -> Vec<u8> {
    let key = uuid::Uuid::now_v7().simple();
    let header = format!("content-type: application/json\r\nidempotency-key: {key}\r\n");
    post(at, "/api/applications", &header, body)
}

/// Reads cases, one after the other.
pub async fn read(subject: &Subject, cases: &[Case], how: As, connections: usize, length: Duration) -> Result<Made> {
    let calls: Vec<Vec<u8>> = cases
        .iter()
        .map(|case| match how {
            As::Json => head("GET", &subject.at, &case.path, &case.authorization),
            As::Page => head("GET", &subject.at, &case.page, &case.cookie),
        })
        .collect();
    many(connections, length, move |n| calls[n % calls.len()].clone(), &subject.at, 200).await
}

/// Opens a page that anybody may see, again and again.
pub async fn pages(subject: &Subject, path: &str, connections: usize, length: Duration) -> Result<Made> {
    let call = head("GET", &subject.at, path, "");
    many(connections, length, move |_| call.clone(), &subject.at, 200).await
}

/// Posts a body once.
pub async fn post_json(at: &str, path: &str, body: &Value) -> Result<Reply> {
    ask(&mut connect(at).await?, &json_call(at, path, body)).await
}

/// Posts the same body again and again.
pub async fn json(at: &str, path: &str, body: &Value, connections: usize, length: Duration) -> Result<Made> {
    let call = json_call(at, path, body);
    many(connections, length, move |_| call.clone(), at, 200).await
}

fn json_call(at: &str, path: &str, body: &Value) -> Vec<u8> {
    post(at, path, "content-type: application/json\r\n", &body.to_string())
}

async fn many(
    connections: usize,
    length: Duration,
    call: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static,
    at: &str,
    wanted: u16,
) -> Result<Made> {
    let (call, next) = (Arc::new(call), Arc::new(AtomicUsize::new(0)));
    let began = Instant::now();
    let mut callers = JoinSet::new();
    for _ in 0..connections {
        let (call, next, at) = (call.clone(), next.clone(), at.to_owned());
        callers.spawn(async move {
            let mut stream = connect(&at).await?;
            let mut calls = Vec::new();
            while began.elapsed() < length {
                let bytes = call(next.fetch_add(1, Ordering::Relaxed));
                let asked = Instant::now();
                let reply = ask(&mut stream, &bytes).await?;
                calls.push(asked.elapsed());
                ensure!(
                    reply.status == wanted,
                    "{} instead of {wanted}: {}",
                    reply.status,
                    String::from_utf8_lossy(&reply.body)
                );
            }
            Ok::<_, anyhow::Error>(calls)
        });
    }
    let mut calls = Vec::new();
    while let Some(done) = callers.join_next().await {
        calls.extend(done??);
    }
    let took = began.elapsed();
    calls.sort_unstable();
    Ok(Made { took, calls })
}

/// Applies so many times, and opens each case in a browser's way too.
pub async fn cases(subject: &Subject, count: usize) -> Result<Vec<Case>> {
    let mut stream = connect(&subject.at).await?;
    let mut cases = Vec::with_capacity(count);
    for _ in 0..count {
        let reply = ask(&mut stream, &application(&subject.at, &subject.application.to_string())).await?;
        ensure!(reply.status == 201, "the application was not taken: {}", String::from_utf8_lossy(&reply.body));
        let sent: Value = serde_json::from_slice(&reply.body)?;
        let text =
            |name: &str| sent[name].as_str().map(str::to_owned).with_context(|| format!("the answer lacks '{name}'"));
        let link = text("link")?;
        let way = link.find("/c/").map(|place| link[place..].to_owned()).context("a link leads to /c/")?;
        cases.push(Case {
            path: text("case")?,
            authorization: format!("authorization: Bearer {}\r\n", text("pass")?),
            page: format!("/cases/{}", text("application")?),
            cookie: come_back(&mut stream, subject, &way).await?,
        });
    }
    Ok(cases)
}

/// Opens a link with the date of birth that was given; the header with the session that may open the case.
async fn come_back(stream: &mut TcpStream, subject: &Subject, way: &str) -> Result<String> {
    let ask_page = ask(stream, &head("GET", &subject.at, way, "")).await?;
    let page = String::from_utf8_lossy(&ask_page.body);
    let token = page
        .split_once("name=\"_token\" value=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .context("a form has a token")?
        .0;
    let cookie = cookie_of(&ask_page.head).context("a form comes with a cookie")?;
    let answers = subject.application["answers"].as_object().context("there are answers")?;
    for born in answers.values().filter_map(Value::as_str).filter(|text| text.len() == 10 && text.as_bytes()[4] == b'-')
    {
        let parts: Vec<&str> = born.split('-').collect();
        let form = format!("_token={token}&knows-year={}&knows-month={}&knows-day={}", parts[0], parts[1], parts[2]);
        let header = format!("content-type: application/x-www-form-urlencoded\r\n{cookie}");
        let reply = ask(stream, &post(&subject.at, way, &header, &form)).await?;
        if reply.status == 303 {
            return cookie_of(&reply.head).context("a session begins");
        }
    }
    bail!("no date of the answers opens the case")
}

fn cookie_of(head: &str) -> Option<String> {
    let line = head.lines().find_map(|line| line.strip_prefix("set-cookie: "))?;
    Some(format!("cookie: {}\r\n", line.split(';').next()?))
}

/// One call on a connection of its own.
pub async fn get(at: &str, path: &str, header: &str) -> Result<Reply> {
    ask(&mut connect(at).await?, &head("GET", at, path, header)).await
}

async fn connect(at: &str) -> Result<TcpStream> {
    let stream = TcpStream::connect(at).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

fn head(method: &str, at: &str, path: &str, header: &str) -> Vec<u8> {
    format!("{method} {path} HTTP/1.1\r\nhost: {at}\r\n{header}\r\n").into_bytes()
}

fn post(at: &str, path: &str, header: &str, body: &str) -> Vec<u8> {
    let length = format!("{header}content-length: {}\r\n", body.len());
    let mut bytes = head("POST", at, path, &length);
    bytes.extend_from_slice(body.as_bytes());
    bytes
}

async fn ask(stream: &mut TcpStream, bytes: &[u8]) -> Result<Reply> {
    stream.write_all(bytes).await?;
    let mut reader = BufReader::with_capacity(64 * 1024, stream);
    let mut got = Vec::with_capacity(32 * 1024);
    let end = loop {
        if reader.read_buf(&mut got).await? == 0 {
            bail!("the server hung up");
        }
        if let Some(end) = got.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
    };
    let head = String::from_utf8_lossy(&got[..end]).to_ascii_lowercase();
    let length =
        head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap_or("0").trim().parse::<usize>()?;
    while got.len() < end + length {
        if reader.read_buf(&mut got).await? == 0 {
            bail!("the server hung up");
        }
    }
    let status = head.split_whitespace().nth(1).context("a reply has a status")?.parse()?;
    Ok(Reply { status, head, body: got.split_off(end) })
}
