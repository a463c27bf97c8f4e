//! A scanner that looks into files before they are kept: `ClamAV`'s `clamd`, asked by `INSTREAM` over TCP or a Unix socket.

use std::{path::PathBuf, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::{TcpStream, UnixStream},
    time::timeout,
};

/// Where a scanner is asked, and how long it may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanner {
    address: Address,
    patience: Duration,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Address {
    Tcp(String),
    Unix(PathBuf),
}

/// What a scanner says of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scanned {
    /// It has found nothing.
    Clean,
    /// It names something in it.
    Infected,
}

/// No piece that is sent is longer.
const PIECE: usize = 64 * 1024;
/// No answer is longer: a name of what was found.
const LONGEST_ANSWER: u64 = 4096;

impl Scanner {
    /// A scanner at `host:port`, or at the socket of a path that begins with `/`. Nothing where it is neither.
    pub fn at(address: &str, patience: Duration) -> Option<Self> {
        let address = match address.rsplit_once(':') {
            _ if address.starts_with('/') => Address::Unix(address.into()),
            Some((host, port)) if !host.is_empty() && port.parse::<u16>().is_ok() => Address::Tcp(address.to_owned()),
            _ => return None,
        };
        Some(Self { address, patience })
    }

    /// What the scanner says of these bytes; or why it can't be said. An answer that nobody knows is none.
    pub async fn scan(&self, bytes: &[u8]) -> Result<Scanned, String> {
        let asked = async {
            match &self.address {
                Address::Tcp(address) => ask(TcpStream::connect(address).await?, bytes).await,
                Address::Unix(path) => ask(UnixStream::connect(path).await?, bytes).await,
            }
        };
        let answer = timeout(self.patience, asked).await.map_err(|_| "it did not answer in time".to_owned())?;
        let answer = answer.map_err(|error| error.to_string())?;
        let answer = String::from_utf8_lossy(&answer);
        match answer.trim_end_matches(['\0', '\n']) {
            "stream: OK" => Ok(Scanned::Clean),
            found if found.starts_with("stream: ") && found.ends_with(" FOUND") => Ok(Scanned::Infected),
            other => {
                Err(format!("it said: {}", other.chars().filter(|c| !c.is_control()).take(100).collect::<String>()))
            }
        }
    }
}

async fn ask(mut stream: impl AsyncRead + AsyncWrite + Unpin, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let sent = send(&mut stream, bytes).await;
    let mut answer = Vec::new();
    let mut stream = stream.take(LONGEST_ANSWER);
    // It ends its answer with a NUL, as it was asked to.
    while !answer.contains(&0) && stream.read_buf(&mut answer).await? > 0 {}
    // A scanner that has heard enough answers and shuts its ear: what it said counts.
    if answer.is_empty() {
        sent?;
    }
    Ok(answer)
}

async fn send(stream: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> std::io::Result<()> {
    stream.write_all(b"zINSTREAM\0").await?;
    for piece in bytes.chunks(PIECE) {
        stream.write_all(&u32::try_from(piece.len()).unwrap_or(u32::MAX).to_be_bytes()).await?;
        stream.write_all(piece).await?;
    }
    stream.write_all(&0_u32.to_be_bytes()).await?;
    stream.flush().await
}

#[cfg(any(test, feature = "testing"))]
pub mod stand_in {
    //! A scanner for tests, written a second time: it reads as `clamd` does.

    use std::time::Duration;

    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpListener,
    };

    use super::Scanner;

    /// What the stand-in finds: a word in a file.
    pub const FOUND: &str = "STAND-IN-FOR-A-VIRUS";

    /// A scanner that answers as it should.
    pub async fn scanner() -> Scanner {
        answering(|bytes| {
            let found = bytes.windows(FOUND.len()).any(|window| window == FOUND.as_bytes());
            if found { "stream: Stand.In FOUND\0".to_owned() } else { "stream: OK\0".to_owned() }
        })
        .await
    }

    /// A scanner that answers as it is told.
    pub async fn answering(answer: impl Fn(&[u8]) -> String + Send + Sync + 'static) -> Scanner {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("it has an address").to_string();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut head = [0; 10];
                stream.read_exact(&mut head).await.expect("a command");
                assert_eq!(&head, b"zINSTREAM\0");
                let mut whole = Vec::new();
                loop {
                    let length = stream.read_u32().await.expect("a length");
                    if length == 0 {
                        break;
                    }
                    let from = whole.len();
                    whole.resize(from + length as usize, 0);
                    stream.read_exact(&mut whole[from..]).await.expect("a piece");
                }
                let said = answer(&whole);
                if said.is_empty() {
                    // It never says anything.
                    std::mem::forget(stream);
                } else {
                    drop(stream.write_all(said.as_bytes()).await);
                }
            }
        });
        Scanner::at(&address, Duration::from_millis(500)).expect("an address")
    }

    /// A scanner that is not there.
    pub async fn away() -> Scanner {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("it has an address").to_string();
        drop(listener);
        Scanner::at(&address, Duration::from_millis(500)).expect("an address")
    }
}

#[cfg(test)]
mod tests {
    use super::{stand_in::*, *};

    #[tokio::test]
    async fn what_a_scanner_names_is_told_from_what_it_does_not() {
        let scanner = scanner().await;
        let large = vec![b'x'; 3 * PIECE + 7];
        assert_eq!(scanner.scan(&large).await, Ok(Scanned::Clean));
        let infected = [&large[..PIECE - 5], FOUND.as_bytes(), &large].concat();
        assert_eq!(scanner.scan(&infected).await, Ok(Scanned::Infected));
        assert_eq!(scanner.scan(b"").await, Ok(Scanned::Clean));
    }

    #[tokio::test]
    async fn a_scanner_that_says_nothing_we_know_has_not_looked() {
        for said in ["", "stream: OK, perhaps\0", "INSTREAM size limit exceeded. ERROR\0", "FOUND", "\u{1}OK\0"] {
            let scanner = answering(move |_| said.to_owned()).await;
            assert!(scanner.scan(b"file").await.is_err(), "{said:?}");
        }
        let endless = answering(|_| "x".repeat(1 << 20)).await;
        assert!(endless.scan(b"file").await.unwrap_err().len() < 200);
        assert!(away().await.scan(b"file").await.is_err());
    }

    #[tokio::test]
    async fn a_scanner_is_asked_at_a_socket_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clamd.sock");
        let listener = tokio::net::UnixListener::bind(&path).unwrap();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            stream.write_all(b"stream: OK\0").await.unwrap();
            let mut rest = Vec::new();
            drop(stream.read_to_end(&mut rest).await);
        });
        let scanner = Scanner::at(path.to_str().unwrap(), Duration::from_secs(5)).unwrap();
        let scanned = scanner.scan(b"file").await;
        assert!(matches!(scanned, Ok(Scanned::Clean)), "{scanned:?}");
    }

    #[test]
    fn an_address_is_a_host_with_a_port_or_a_path() {
        let is_one = |address: &str| Scanner::at(address, Duration::from_secs(1)).is_some();
        assert!(is_one("127.0.0.1:3310") && is_one("clamd.example:3310") && is_one("/run/clamd.sock"));
        assert!(!is_one("") && !is_one("clamd") && !is_one(":3310") && !is_one("clamd:many"));
    }
}
