//! What a client still sends of a body that nobody wants. Answering and closing at once would break the connection
//! under it, and the answer, which says why, would be lost with it.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use tokio::time::timeout;

/// More than this is not read even to be forgotten.
const MOST: usize = 64 * 1024 * 1024;

/// Nor for longer than this.
const PATIENCE: Duration = Duration::from_secs(20);

/// The body of a request, of which the rest can be read after the handler is done with it.
#[derive(Clone)]
pub struct Shared(Arc<Mutex<Incoming>>);

impl Shared {
    /// A body to share.
    pub fn new(body: Incoming) -> Self {
        Self(Arc::new(Mutex::new(body)))
    }

    /// Reads what is left, within bounds.
    pub async fn read_and_forget(self) {
        let mut read = 0;
        let all = async {
            let mut body = self;
            while let Some(Ok(frame)) = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
                read += frame.data_ref().map_or(0, Bytes::len);
                if read > MOST {
                    break;
                }
            }
        };
        let _ = timeout(PATIENCE, all).await;
    }
}

impl Body for Shared {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        Pin::new(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).size_hint()
    }
}
