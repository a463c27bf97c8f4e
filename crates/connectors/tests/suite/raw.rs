//! A server that answers each request line with what it was told, for what the sandbox never says.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    extract::Request,
    http::{StatusCode, Uri},
};

/// Where it listens, and what it was asked.
pub struct Raw {
    pub url: String,
    pub asked: Arc<Mutex<Vec<Uri>>>,
}

pub async fn raw(reply: impl Fn(&Uri) -> (u16, String) + Clone + Send + Sync + 'static) -> Raw {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = asked.clone();
    let routes = Router::new().fallback(move |request: Request| {
        let (reply, log) = (reply.clone(), log.clone());
        async move {
            log.lock().unwrap().push(request.uri().clone());
            let (status, body) = reply(request.uri());
            (StatusCode::from_u16(status).unwrap(), body)
        }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
    Raw { url, asked }
}
