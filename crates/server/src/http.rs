//! Takes connections and answers requests until it is told to stop; then finishes what it has begun.
//!
//! `axum::serve` would do but for two things: it waits for ever for a request's head, so that a few hundred silent
//! connections shut everybody else out, and it has no limit of connections.

use std::{convert::Infallible, io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{Request, StatusCode, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinSet,
    time::{sleep, timeout},
};
use tower::ServiceExt as _;
use tracing::{debug, warn};

use crate::stop::Stop;

mod unread;

/// How long a visitor may take for a request's head, and how long a connection may idle.
const HEAD: Duration = Duration::from_secs(30);

/// Serves until `stop` says true, then finishes the requests that have begun, as long as `patience` lasts.
pub async fn serve(listener: TcpListener, router: Router, connections: usize, mut stop: Stop, patience: Duration) {
    let room = Arc::new(Semaphore::new(connections));
    let mut open = JoinSet::new();
    loop {
        let permit = Arc::clone(&room).acquire_owned().await.expect("nobody closes it");
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.said() => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let (router, stop) = (router.clone(), stop.clone());
                open.spawn(async move {
                    answer(stream, peer, router, stop).await;
                    drop(permit);
                });
            }
            Err(error) => rest(&error).await,
        }
        while open.try_join_next().is_some() {}
    }
    drop(listener);
    if timeout(patience, async { while open.join_next().await.is_some() {} }).await.is_err() {
        warn!(unfinished = open.len(), "Stopped while {} connections were still open", open.len());
    }
}

/// A connection that was lost while it waited is nothing; having no file descriptors left needs a moment.
async fn rest(error: &io::Error) {
    match error.kind() {
        io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset => (),
        _ => {
            warn!(%error, "A connection can't be accepted: {error}");
            sleep(Duration::from_secs(1)).await;
        }
    }
}

async fn answer(stream: TcpStream, peer: SocketAddr, router: Router, mut stop: Stop) {
    // Without it a small answer may wait 40 ms for the acknowledgement of the one before.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| {
        let router = router.clone();
        async move {
            let (head, body) = request.into_parts();
            let body = unread::Shared::new(body);
            let mut request = Request::from_parts(head, Body::new(body.clone()));
            request.extensions_mut().insert(ConnectInfo(peer));
            let Ok(response) = router.oneshot(request).await;
            if response.status() == StatusCode::PAYLOAD_TOO_LARGE {
                body.read_and_forget().await;
            }
            Ok::<_, Infallible>(response)
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop.said() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        debug!(%error, "A connection ended early: {error}");
    }
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Bytes,
        extract::DefaultBodyLimit,
        routing::{get, post},
    };
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        sync::Notify,
        task::JoinHandle,
    };

    use super::*;
    use crate::stop::{self, Sayer};

    struct Running {
        at: SocketAddr,
        stop: Sayer,
        served: JoinHandle<()>,
    }

    async fn start(router: Router, connections: usize, patience: Duration) -> Running {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let (stop, stopped) = stop::channel();
        let served = tokio::spawn(serve(listener, router, connections, stopped, patience));
        Running { at, stop, served }
    }

    async fn ask(at: SocketAddr) -> TcpStream {
        let mut stream = TcpStream::connect(at).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nhost: here\r\n\r\n").await.unwrap();
        stream
    }

    async fn heard(stream: &mut TcpStream) -> String {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes).await;
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// A page that says when it was asked for and waits until it is let go.
    fn slow(asked: &Arc<Notify>, go: &Arc<Notify>) -> Router {
        let (asked, go) = (Arc::clone(asked), Arc::clone(go));
        Router::new().route(
            "/",
            get(async move || {
                asked.notify_one();
                go.notified().await;
                "done"
            }),
        )
    }

    #[tokio::test]
    async fn a_request_that_has_begun_is_finished_and_a_new_one_is_not_taken() {
        let (asked, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let running = start(slow(&asked, &go), 10, Duration::from_mins(1)).await;
        let mut stream = ask(running.at).await;
        asked.notified().await;
        running.stop.say();
        while TcpStream::connect(running.at).await.is_ok() {
            tokio::task::yield_now().await;
        }
        go.notify_one();
        assert!(heard(&mut stream).await.ends_with("done"));
        running.served.await.unwrap();
    }

    #[tokio::test]
    async fn a_body_that_is_too_long_is_answered_and_not_cut_off() {
        let page = post(async |body: Bytes| body.len().to_string()).layer(DefaultBodyLimit::max(1_000));
        let running = start(Router::new().route("/", page), 10, Duration::from_mins(1)).await;
        let send = async |bytes: usize| {
            let mut stream = TcpStream::connect(running.at).await.unwrap();
            let head = format!("POST / HTTP/1.1\r\nhost: here\r\ncontent-length: {bytes}\r\nconnection: close\r\n\r\n");
            stream.write_all(head.as_bytes()).await.unwrap();
            stream.write_all(&vec![b'x'; bytes]).await.expect("all of it is taken");
            heard(&mut stream).await
        };
        assert!(send(1_000).await.ends_with("1000"));
        assert!(send(30_000_000).await.starts_with("HTTP/1.1 413 "));
    }

    #[tokio::test]
    async fn a_request_that_never_ends_does_not_hold_up_the_stop() {
        let (asked, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let running = start(slow(&asked, &go), 10, Duration::from_millis(1)).await;
        let mut stream = ask(running.at).await;
        asked.notified().await;
        running.stop.say();
        running.served.await.unwrap();
        assert_eq!(heard(&mut stream).await, "");
    }

    #[tokio::test]
    async fn a_connection_that_idles_does_not_hold_up_the_stop() {
        let running = start(Router::new(), 10, Duration::from_mins(1)).await;
        let mut stream = ask(running.at).await;
        let mut head = [0; 12];
        stream.read_exact(&mut head).await.unwrap();
        running.stop.say();
        running.served.await.unwrap();
    }

    #[tokio::test]
    async fn one_connection_too_many_waits_for_room() {
        let (asked, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let running = start(slow(&asked, &go), 1, Duration::from_millis(1)).await;
        let first = ask(running.at).await;
        asked.notified().await;
        let mut second = ask(running.at).await;
        drop(first);
        asked.notified().await;
        go.notify_one();
        let mut head = [0; 15];
        second.read_exact(&mut head).await.unwrap();
        assert_eq!(&head, b"HTTP/1.1 200 OK");
    }
}
