//! A file that comes with a form. However a body is made, little more of it is in memory than the file itself; and of all
//! files that are under way at once, no more than there is room for.

use std::{
    collections::BTreeMap,
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};

use axum::{
    body::{Body, BodyDataStream, Bytes},
    extract::{
        DefaultBodyLimit, FromRequest, FromRequestParts, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::{StatusCode, request::Parts},
};
use futures_util::Stream;
use tokio::sync::{Semaphore, SemaphorePermit};
use values::{Id, id};

use crate::{Fields, Problem, fields};

/// A file that came with a form: its name, and what is in it. Empty where none was chosen.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    /// What it was called where it comes from, without folders.
    pub name: String,
    /// What is in it.
    pub bytes: Bytes,
    is_too_large: bool,
    _room: Option<Arc<SemaphorePermit<'static>>>,
}

/// Room for all files that are under way, in pieces. A piece is taken as it arrives: who sends slowly holds little.
static ROOM: Semaphore = Semaphore::const_new(2048);
const PIECE: usize = 64 * 1024;

/// So many files may be under way from one session: nobody takes the room of all others.
const AT_ONCE: usize = 3;
static UNDER_WAY: Mutex<BTreeMap<Id<id::Session>, usize>> = Mutex::new(BTreeMap::new());

/// The turn of a session to send a file. It ends with this.
pub(crate) struct Turn(Id<id::Session>);

impl Turn {
    /// A turn, unless the session has too many files under way.
    pub(crate) fn of(session: &Id<id::Session>) -> Result<Self, Problem> {
        let mut all = UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner);
        let own = all.entry(session.clone()).or_default();
        if *own >= AT_ONCE {
            return Err(Problem::busy());
        }
        *own += 1;
        Ok(Self(session.clone()))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut all = UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner);
        match all.get_mut(&self.0) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(all.remove(&self.0)),
        }
    }
}

/// No form has more parts.
const MOST_PARTS: usize = 100;
/// A file that is too large is read on for so many times what it may have, and forgotten: whoever sent it hears what is wrong
/// on the page itself.
const READ_ON: usize = 4;
/// More than this does not stand between what was asked for and what has arrived: names of parts are short.
const AHEAD: usize = 256 * 1024;
/// How often more may be asked for while so much stands there.
const PATIENCE: u8 = 16;

/// Only behind [`crate::Routes::upload`]; nothing where no form brought a file. A file that is too large is a problem of its
/// own: `Result<Upload, Problem>` where the page itself shall say so.
impl<S: Send + Sync> FromRequestParts<S> for Upload {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        match parts.extensions.remove().unwrap_or_default() {
            Self { is_too_large: true, .. } => Err(Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE)),
            upload => Ok(upload),
        }
    }
}

/// Reads a form with at most one file (RFC 7578), of at most so many bytes.
pub(crate) async fn read(request: &mut Request, most: usize) -> Result<(Fields, Upload), Problem> {
    let taken = Arc::new(AtomicUsize::new(0));
    let body = std::mem::replace(request.body_mut(), Body::empty());
    let body = Body::from_stream(Held { body: body.into_data_stream(), arrived: 0, taken: taken.clone(), asked: 0 });
    let mut whole = Request::new(body);
    *whole.headers_mut() = request.headers().clone();
    DefaultBodyLimit::max(most.saturating_mul(READ_ON).saturating_add(fields::LIMIT)).apply(&mut whole);
    let unreadable = |_| Problem::of_status(StatusCode::BAD_REQUEST);
    let mut form = Multipart::from_request(whole, &()).await.map_err(unreadable)?;
    let (mut said, mut upload) = (Vec::new(), Upload::default());
    let mut letters = 0;
    for parts in 0.. {
        let Some(mut field) = form.next_field().await.map_err(of)? else { break };
        if parts == MOST_PARTS {
            return Err(Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE));
        }
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(|called| called.rsplit(['/', '\\']).next().unwrap_or_default().to_owned());
        if let Some(called) = file {
            // The room of one that came before is free first.
            drop(std::mem::take(&mut upload));
            upload = take_file(&mut field, called, most, &taken).await?;
        } else {
            let text = take_text(&mut field, &taken).await?;
            letters += name.len() + text.len();
            if letters > fields::LIMIT {
                return Err(Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE));
            }
            said.push((name, text));
        }
    }
    Ok((Fields::of(said), upload))
}

async fn take_file(field: &mut Field<'_>, name: String, most: usize, taken: &AtomicUsize) -> Result<Upload, Problem> {
    let (mut bytes, mut room, mut is_too_large) = (Vec::new(), None::<SemaphorePermit<'static>>, false);
    while let Some(piece) = field.chunk().await.map_err(of)? {
        taken.fetch_add(piece.len(), Ordering::Relaxed);
        is_too_large |= bytes.len() + piece.len() > most;
        if is_too_large {
            (bytes, room) = (Vec::new(), None);
            continue;
        }
        let (has, needs) =
            (room.as_ref().map_or(0, SemaphorePermit::num_permits), (bytes.len() + piece.len()).div_ceil(PIECE));
        if needs > has {
            let more = u32::try_from(needs - has).unwrap_or(u32::MAX);
            let more = ROOM.try_acquire_many(more).map_err(|_| Problem::busy())?;
            match &mut room {
                Some(room) => room.merge(more),
                None => room = Some(more),
            }
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(Upload { name, bytes: bytes.into(), is_too_large, _room: room.map(Arc::new) })
}

async fn take_text(field: &mut Field<'_>, taken: &AtomicUsize) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(of)? {
        taken.fetch_add(piece.len(), Ordering::Relaxed);
        if bytes.len() + piece.len() > fields::LIMIT {
            return Err(Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE));
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A body that breaks off, or has heads without end, is no fault of ours.
fn of(error: MultipartError) -> Problem {
    let status = error.status();
    Problem::of_status(if status.is_server_error() { StatusCode::BAD_REQUEST } else { status })
}

/// A body that does not run ahead of what is taken from it: a head of a part without end is no more read than it has to be.
struct Held {
    body: BodyDataStream,
    arrived: usize,
    taken: Arc<AtomicUsize>,
    /// How often more was asked for since so much stands there.
    asked: u8,
}

impl Stream for Held {
    type Item = Result<Bytes, Box<dyn std::error::Error + Send + Sync>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.arrived.saturating_sub(self.taken.load(Ordering::Relaxed)) > AHEAD {
            self.asked += 1;
            if self.asked > PATIENCE {
                return Poll::Ready(Some(Err("the parts of the form have heads without end".into())));
            }
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.asked = 0;
        let next = Pin::new(&mut self.body).poll_next(context);
        if let Poll::Ready(Some(Ok(piece))) = &next {
            self.arrived += piece.len();
        }
        next.map_err(Into::into)
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_util::stream;

    use super::*;

    const HEAD: &str = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n";

    fn field(name: &str, value: &str) -> String {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    }

    fn request(body: Body) -> Request {
        Request::builder().header("content-type", "multipart/form-data; boundary=b").body(body).unwrap()
    }

    async fn status(body: impl Into<Body>) -> u16 {
        match read(&mut request(body.into()), 1000).await {
            Ok(_) => 200,
            Err(problem) => problem.status.as_u16(),
        }
    }

    /// So many pieces, one after the other, and how many of them were asked for.
    fn pieces(first: String, piece: &'static str, count: usize) -> (Body, Arc<AtomicUsize>) {
        let asked = Arc::new(AtomicUsize::new(0));
        let counted = asked.clone();
        let rest = (0..count).map(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
            Bytes::from_static(piece.as_bytes())
        });
        let all = std::iter::once(Bytes::from(first)).chain(rest).map(Ok::<_, Infallible>);
        (Body::from_stream(stream::iter(all)), asked)
    }

    #[test]
    fn a_session_has_few_files_under_way_and_takes_nobody_elses_turn() {
        let (one, other) = (Id::named("a-busy-session").unwrap(), Id::named("another-session").unwrap());
        let turns: Vec<Turn> = (0..AT_ONCE).map(|_| Turn::of(&one).unwrap()).collect();
        assert!(Turn::of(&one).is_err());
        assert!(Turn::of(&other).is_ok());
        drop(turns);
        assert!(Turn::of(&one).is_ok());
    }

    #[tokio::test]
    async fn a_form_with_a_file_is_read_whole() {
        let body = field("_token", "t") + HEAD + &"x".repeat(1000) + "\r\n" + &field("kind", "bill") + "--b--\r\n";
        let (fields, upload) = read(&mut request(body.into()), 1000).await.unwrap();
        assert_eq!((fields.get("_token"), fields.get("kind")), (Some("t"), Some("bill")));
        assert_eq!((upload.name.as_str(), upload.bytes.len()), ("a.pdf", 1000));
    }

    #[tokio::test]
    async fn a_file_that_is_too_large_is_forgotten_and_the_form_is_read_on() {
        let body = HEAD.to_owned() + &"x".repeat(1001) + "\r\n" + &field("_token", "t") + "--b--\r\n";
        let (fields, upload) = read(&mut request(body.into()), 1000).await.unwrap();
        assert_eq!((fields.get("_token"), upload.bytes.len()), (Some("t"), 0));
        let mut parts = Request::new(Body::empty()).into_parts().0;
        parts.extensions.insert(upload);
        let refused = Upload::from_request_parts(&mut parts, &()).await.unwrap_err();
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
        let endless = HEAD.to_owned() + &"x".repeat(READ_ON * 1000 + fields::LIMIT);
        assert_eq!(status(endless).await, 413);
    }

    #[tokio::test]
    async fn what_is_no_form_is_refused() {
        assert_eq!(status("").await, 400);
        assert_eq!(status("nonsense").await, 400);
        assert_eq!(status(HEAD).await, 400, "cut off");
        assert_eq!(status(HEAD.to_owned() + "x\r\n--b").await, 400, "cut off in the last line");
        assert_eq!(status("--other\r\n\r\nx\r\n--other--\r\n").await, 400, "another boundary");
        assert_eq!(status("--b\r\nContent-Disposition\r\n\r\nx\r\n--b--\r\n").await, 400);
        let mut none = Request::builder().header("content-type", "multipart/form-data").body(Body::from(HEAD)).unwrap();
        assert_eq!(read(&mut none, 1000).await.unwrap_err().status, StatusCode::BAD_REQUEST);
        let mut long = request(HEAD.to_owned().into());
        long.headers_mut().insert("content-length", "999999999999".parse().unwrap());
        assert_eq!(read(&mut long, 1000).await.unwrap_err().status, StatusCode::BAD_REQUEST, "it says it is longer");
    }

    #[tokio::test]
    async fn neither_parts_nor_texts_go_on_for_ever() {
        assert_eq!(status(field("a", "").repeat(MOST_PARTS) + "--b--\r\n").await, 200);
        assert_eq!(status(field("a", "").repeat(MOST_PARTS + 1) + "--b--\r\n").await, 413);
        assert_eq!(status(field("a", &"x".repeat(fields::LIMIT + 1)) + "--b--\r\n").await, 413);
        assert_eq!(status(field("a", &"x".repeat(fields::LIMIT / 2)).repeat(2) + "--b--\r\n").await, 413);
        let file = HEAD.to_owned() + "x\r\n";
        assert_eq!(status(file.repeat(3) + "--b--\r\n").await, 200, "the last one counts");
    }

    #[tokio::test]
    async fn a_head_or_a_beginning_without_end_is_not_kept() {
        let line: &'static str = "x-line: and another one of them, which says nothing at all, as long as you like\r\n";
        for first in ["--b\r\n".to_owned(), String::new()] {
            let (body, asked) = pieces(first, line, 1_000_000);
            let read = read(&mut request(body), 100 << 20).await;
            assert_eq!(read.unwrap_err().status, StatusCode::BAD_REQUEST);
            let arrived = asked.load(Ordering::Relaxed) * line.len();
            assert!(arrived < 2 * AHEAD, "{arrived} bytes");
        }
    }

    #[tokio::test]
    async fn a_large_file_is_read_however_fast_it_comes() {
        let piece: &'static str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        let (body, _) = pieces(HEAD.to_owned(), piece, 100_000);
        let whole = with_an_end(body, "\r\n--b--\r\n");
        let (_, upload) = read(&mut request(whole), 10 << 20).await.unwrap();
        assert_eq!(upload.bytes.len(), 100_000 * piece.len());
        assert!(ROOM.available_permits() < 2048, "it holds its room");
    }

    /// A body with something after it.
    fn with_an_end(body: Body, last: &'static str) -> Body {
        let end = stream::iter([Ok::<_, axum::Error>(Bytes::from_static(last.as_bytes()))]);
        Body::from_stream(futures_util::StreamExt::chain(body.into_data_stream(), end))
    }
}
