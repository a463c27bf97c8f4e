//! A server that does one thing wrong, over and over, until it is dropped.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

use super::script::{Act, Script};

/// A broken server, and beside it one that nobody should call.
pub(super) struct Server {
    pub url: String,
    tasks: Vec<JoinHandle<()>>,
    strayed: Arc<AtomicUsize>,
}

impl Server {
    pub async fn start(script: &'static Script) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let elsewhere = TcpListener::bind("127.0.0.1:0").await?;
        let scheme = if matches!(script.act, Act::NoTls) { "https" } else { "http" };
        let url = format!("{scheme}://{}", listener.local_addr()?);
        let away = format!("http://{}/", elsewhere.local_addr()?);
        let strayed = Arc::new(AtomicUsize::new(0));
        let counter = strayed.clone();
        let mut tasks = vec![tokio::spawn(async move {
            while elsewhere.accept().await.is_ok() {
                counter.fetch_add(1, Ordering::SeqCst);
            }
        })];
        if !matches!(script.act, Act::Refuse) {
            tasks.push(tokio::spawn(async move {
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(misbehave(stream, script, away.clone()));
                }
            }));
        }
        Ok(Self { url, tasks, strayed })
    }

    /// How often somebody was led elsewhere.
    pub fn strayed(&self) -> usize {
        self.strayed.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

/// Ends when the caller hangs up; what it could not write is its own affair.
async fn misbehave(mut stream: TcpStream, script: &'static Script, away: String) {
    if !matches!(script.act, Act::Close) {
        read(&mut stream).await;
    }
    let _ = match &script.act {
        Act::Refuse | Act::Close => Ok(()),
        Act::Reset => stream.set_zero_linger(),
        Act::Hang => stream.read_u8().await.map(drop),
        Act::Say(text) => stream.write_all(text.as_bytes()).await,
        Act::NoTls => stream.write_all(b"HTTP/1.1 400 Bad\r\n\r\n").await,
        Act::Drip => drip(&mut stream).await,
        Act::Flood => flood(&mut stream).await,
        Act::Body(body) => say(&mut stream, &body()).await,
        Act::Redirect(status) => {
            let head = format!("HTTP/1.1 {status} Go\r\nlocation: {away}\r\ncontent-length: 0\r\n\r\n");
            stream.write_all(head.as_bytes()).await
        }
    };
    if !matches!(script.act, Act::Reset) {
        let _ = stream.shutdown().await;
    }
}

async fn say(stream: &mut TcpStream, body: &[u8]) -> io::Result<()> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body).await
}

async fn drip(stream: &mut TcpStream) -> io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n").await?;
    loop {
        stream.write_all(b" ").await?;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn flood(stream: &mut TcpStream) -> io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
    loop {
        stream.write_all(&[b' '; 16 * 1024]).await?;
    }
}

/// Reads one request, head and body.
async fn read(stream: &mut TcpStream) {
    let mut text = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return,
            Ok(n) => text.extend_from_slice(&chunk[..n]),
        }
        let seen = String::from_utf8_lossy(&text).to_ascii_lowercase();
        let Some((head, body)) = seen.split_once("\r\n\r\n") else {
            if seen.starts_with('\u{16}') || text.first() == Some(&0x16) {
                return; // The beginning of TLS.
            }
            continue;
        };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
        let length: usize = length.and_then(|text| text.trim().parse().ok()).unwrap_or(0);
        if body.len() >= length {
            return;
        }
    }
}
