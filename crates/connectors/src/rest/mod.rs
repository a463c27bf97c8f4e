//! Portico's own protocol for agencies: JSON, an idempotency key, and answers by signed callback.
//!
//! - `POST {path}/requests` with `Idempotency-Key` takes `{key, service, receipt, day, language, fields, callback}`
//!   and answers `{reference}`; the same key again gets the same reference.
//! - Where the service asks for evidence, the request also has `evidence`, a list of `{type, name, media_type, size, sha256,
//!   content}` with `content` in base64, and `evidence_to_follow`, the types that the person gives later. What finds no room
//!   has no `content`: an officer of the body opens it at the address in `links`.
//! - `GET {path}/requests?key=` answers `{key, reference}`, or 404 with `{key}`: a 404 that does not name the key may
//!   come from a proxy and settles nothing.
//! - `GET {path}/requests/{reference}` answers `{reference}`, and once it is decided also `outcome` (`granted`,
//!   `refused`, `not-ours`, `in-progress`), `answer_id`, `text` and `next`.
//! - A request that another body's system had comes with `handover: {from, reference, due, history}`.
//! - `POST {path}/requests/{reference}/notices` tells the agency that another body answers now: `{key, reference,
//!   successor, day}`; or that a body which had the request before has answered it late: `{key, reference,
//!   answered_by, day, what, text}`, with `what` one of `granted`, `refused`, `in-progress` and `late`. Any 2xx will do;
//!   404, 405 and 410 say that it will not hear it.
//! - The agency posts the same parts, with `key`, to the callback, signed as in [`crate::webhook`].
//! - Portico signs each call in `portico-signature`, `v1,` and the base64 of HMAC-SHA-256 over
//!   `portico-dispatch`, the key (or the reference that is asked after) and the body, with a line feed between them.

mod wire;

use std::{collections::BTreeMap, sync::Arc};

use reqwest::{
    Method, RequestBuilder,
    header::{ACCEPT, CONTENT_TYPE},
};
use serde::Deserialize;
use values::RealTime;

pub use crate::webhook::{Forged, Headers};
pub use wire::Callback;

use crate::{
    Answer, Connector, Delivery, Dispatch, Failure, Findable, Host, Notice, Polled, Reply, Speaker, Told,
    failure::Repeat, guard::Door, system, webhook,
};

/// What a system's settings may say.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Our service types (without prefix) in the agency's words, where they differ.
    pub services: BTreeMap<String, String>,
    /// Whether the same key twice is one effect there.
    pub honours_key: bool,
    /// Whether it is asked again and again what became of a request, for agencies that cannot call back. One that
    /// calls back is asked only where its answer may have come and gone: after a request was sent again.
    pub polled: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { services: BTreeMap::new(), honours_key: true, polled: false }
    }
}

/// Whether a callback is signed with a live secret, in time, and says something we understand.
pub fn verify_callback(secret: &str, headers: &Headers<'_>, body: &[u8], now: RealTime) -> Result<Callback, Forged> {
    webhook::verify(secret, headers, body, now)?;
    wire::callback(body).map_err(|_| Forged::Unreadable)
}

struct Rest {
    door: Door,
    secret: String,
    settings: Settings,
}

pub(crate) fn speaker(door: Door, host: &Host, settings: &serde_json::Value) -> Result<Speaker, String> {
    let settings: Settings = system::settings(settings)?;
    let (honours_key, polled) = (settings.honours_key, settings.polled);
    let rest = Arc::new(Rest { door, secret: host.newest_secret().to_owned(), settings });
    Ok(Speaker {
        connector: rest.clone(),
        polled: Some(rest.clone()),
        calls_back: !polled,
        findable: Some(rest.clone()),
        told: Some(rest),
        honours_key,
    })
}

impl Connector for Rest {
    fn deliver<'a>(&'a self, dispatch: &'a Dispatch) -> Reply<'a, Delivery> {
        Box::pin(async move {
            let named = self.settings.services.get(dispatch.service_type.name());
            let body = wire::order(dispatch, named.map_or(dispatch.service_type.name(), String::as_str));
            let post = self
                .signed(Method::POST, &["requests"], &dispatch.key, &body)
                .header("idempotency-key", &dispatch.key)
                .header(CONTENT_TYPE, "application/json")
                .body(body);
            let heard = self.door.call(post).await.map_err(Failure::sending)?;
            if !(200..300).contains(&heard.status) {
                let repeat = if self.settings.honours_key { Repeat::Safe } else { Repeat::Unsafe };
                return Err(Failure::refusal(heard.status, heard.wait, repeat));
            }
            wire::delivery(&heard.body, &dispatch.key).map_err(Failure::unknown)
        })
    }
}

impl Findable for Rest {
    fn find<'a>(&'a self, dispatch: &'a Dispatch) -> Reply<'a, Option<String>> {
        Box::pin(async move {
            let key = dispatch.key.as_str();
            let get = self.signed(Method::GET, &["requests"], key, b"").query(&[("key", key)]);
            let heard = self.door.call(get).await.map_err(Failure::asking)?;
            match heard.status {
                200 => wire::found(&heard.body, key).map(Some).map_err(Failure::unknown),
                404 => wire::not_found(&heard.body, key).map(|()| None).map_err(Failure::unknown),
                status => Err(Failure::no_answer(status, heard.wait)),
            }
        })
    }
}

impl Polled for Rest {
    fn read<'a>(&'a self, their_reference: &'a str) -> Reply<'a, Option<Answer>> {
        Box::pin(async move {
            let get = self.signed(Method::GET, &["requests", their_reference], their_reference, b"");
            let heard = self.door.call(get).await.map_err(Failure::asking)?;
            match heard.status {
                200 => wire::state(&heard.body, their_reference).map_err(Failure::unknown),
                404 | 410 => Err(Failure::never("the system does not know the reference")),
                status => Err(Failure::no_answer(status, heard.wait)),
            }
        })
    }
}

impl Told for Rest {
    fn tell<'a>(&'a self, notice: &'a Notice) -> Reply<'a, ()> {
        Box::pin(async move {
            let body = wire::notice(notice);
            let post = self
                .signed(Method::POST, &["requests", &notice.their_reference, "notices"], &notice.key, &body)
                .header(CONTENT_TYPE, "application/json")
                .body(body);
            let heard = self.door.call(post).await.map_err(Failure::asking)?;
            match heard.status {
                200..300 => Ok(()),
                404 | 405 | 410 => Err(Failure::never("the system takes no notices")),
                status => Err(Failure::no_answer(status, heard.wait)),
            }
        })
    }
}

impl Rest {
    /// A request that the agency can tell is ours.
    fn signed(&self, method: Method, segments: &[&str], about: &str, body: &[u8]) -> RequestBuilder {
        let request = self.door.request(method, segments).header(ACCEPT, "application/json");
        match webhook::sign_dispatch(&self.secret, about, body) {
            Some(signature) => request.header("portico-signature", signature),
            None => request,
        }
    }
}
