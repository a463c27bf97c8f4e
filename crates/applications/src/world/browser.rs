//! A person at a browser without scripts: follows links, fills forms, keeps cookies.

use std::{collections::BTreeMap, sync::Mutex};

use reqwest::{
    Client, StatusCode,
    header::{COOKIE, LOCATION, SET_COOKIE},
    redirect::Policy,
};

/// A browser with its cookies.
pub struct Browser {
    address: String,
    client: Client,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// What a browser shows.
#[derive(Debug, Clone)]
pub struct Page {
    /// Where it ended up.
    pub path: String,
    /// With which status.
    pub status: u16,
    /// The page.
    pub html: String,
}

impl Page {
    /// Does the page say this, tags and entities aside?
    pub fn says(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    /// Does it list on top what is not right on it?
    pub fn has_mistakes(&self) -> bool {
        self.status == 200 && self.html.contains("class=\"govuk-error-summary\"")
    }

    /// What the page says, without tags.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut inside = false;
        for c in self.html.chars() {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    text.push(' ');
                }
                c if !inside => text.push(c),
                _ => {}
            }
        }
        for (entity, c) in [
            ("&#x27;", "'"),
            ("&quot;", "\""),
            ("&#x2f;", "/"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&nbsp;", "\u{a0}"),
            ("&amp;", "&"),
        ] {
            text = text.replace(entity, c);
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The value of the hidden token of its first form.
    pub fn token(&self) -> &str {
        self.hidden("_token")
    }

    /// The value of the first hidden field of this name.
    pub fn hidden(&self, name: &str) -> &str {
        let after = self.html.split_once(&format!("name=\"{name}\" value=\"")).map_or("", |(_, after)| after);
        after.split_once('"').map_or("", |(value, _)| value)
    }

    /// The first address on the page that begins so.
    pub fn link(&self, beginning: &str) -> Option<String> {
        let html = self.html.replace("&#x2f;", "/");
        let (_, after) = html.split_once(&format!("href=\"{beginning}"))?;
        Some(format!("{beginning}{}", after.split_once('"')?.0))
    }
}

impl Browser {
    pub(super) fn new(address: &str) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().expect("a client");
        Self { address: address.to_owned(), client, cookies: Mutex::default() }
    }

    /// Opens a page, following redirects.
    pub async fn open(&self, path: &str) -> Page {
        let mut path = path.strip_prefix(&self.address).unwrap_or(path).to_owned();
        for _ in 0..10 {
            // Where on the page is the browser's own affair.
            path.truncate(path.find('#').unwrap_or(path.len()));
            let reply = self.client.get(format!("{}{path}", self.address)).header(COOKIE, self.jar()).send().await;
            let (page, to) = self.take(path, reply.expect("the server answers")).await;
            match to {
                Some(to) => path = to,
                None => return page,
            }
        }
        panic!("redirected in circles at {path}");
    }

    /// Fills the form of a page and sends it to where the page is; shows what comes of it.
    pub async fn submit(&self, page: &Page, fields: &[(&str, &str)]) -> Page {
        self.submit_to(page, &page.path.clone(), fields).await
    }

    /// Fills a form of a page that goes elsewhere.
    pub async fn submit_to(&self, page: &Page, path: &str, fields: &[(&str, &str)]) -> Page {
        let hidden = ["version", "_seen", "_form", "_asked"].map(|name| (name, page.hidden(name)));
        let hidden = hidden.into_iter().filter(|(_, value)| !value.is_empty());
        let fields: Vec<_> = fields.iter().copied().chain(hidden).collect();
        let (answer, to) = self.post(path, page.token(), &fields).await;
        match to {
            Some(to) => self.open(&to).await,
            None => answer,
        }
    }

    /// Posts and does not follow.
    pub async fn post(&self, path: &str, token: &str, fields: &[(&str, &str)]) -> (Page, Option<String>) {
        let form: Vec<(&str, &str)> = fields.iter().copied().chain([("_token", token)]).collect();
        let request = self.client.post(format!("{}{path}", self.address)).header(COOKIE, self.jar()).form(&form);
        self.come(path.to_owned(), request.send().await.expect("the server answers")).await
    }

    /// Sends the form of a page with a file, as a browser does, and follows.
    pub async fn upload(&self, page: &Page, fields: &[(&str, &str)], (name, bytes): (&str, &[u8])) -> Page {
        let part = |name: &str, more: &str| {
            format!("--frontier\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n").into_bytes()
        };
        let mut body = Vec::new();
        for (name, value) in [("_token", page.token())].iter().chain(fields) {
            body.extend([&part(name, "")[..], value.as_bytes(), b"\r\n"].concat());
        }
        let head = part("file", &format!("; filename=\"{name}\"\r\nContent-Type: text/plain"));
        body.extend([&head, bytes, b"\r\n--frontier--\r\n"].concat());
        let path = page.path.split('?').next().unwrap_or_default().to_owned();
        let request = self.client.post(format!("{}{path}", self.address)).header(COOKIE, self.jar());
        let request = request.header("content-type", "multipart/form-data; boundary=frontier").body(body);
        let (answer, to) = self.come(path, request.send().await.expect("the server answers")).await;
        match to {
            Some(to) => self.open(&to).await,
            None => answer,
        }
    }

    /// A file as it is served: status, headers and bytes.
    pub async fn fetch(&self, path: &str) -> (u16, reqwest::header::HeaderMap, Vec<u8>) {
        let reply = self.client.get(format!("{}{path}", self.address)).header(COOKIE, self.jar()).send().await;
        let reply = reply.expect("the server answers");
        let (status, headers) = (reply.status().as_u16(), reply.headers().clone());
        (status, headers, reply.bytes().await.expect("a file").to_vec())
    }

    /// Forgets everything, as a person at another device.
    pub fn forget(&self) {
        self.cookies.lock().expect("no test panicked here").clear();
    }

    async fn take(&self, path: String, reply: reqwest::Response) -> (Page, Option<String>) {
        for line in reply.headers().get_all(SET_COOKIE) {
            let line = line.to_str().expect("cookies are text");
            let (name, rest) = line.split_once('=').expect("a cookie has a name");
            let value = rest.split(';').next().unwrap_or_default();
            let mut jar = self.cookies.lock().expect("no test panicked here");
            if line.contains("Max-Age=0") {
                jar.remove(name)
            } else {
                jar.insert(name.to_owned(), value.to_owned())
            };
        }
        let to = (reply.status() == StatusCode::SEE_OTHER)
            .then(|| reply.headers()[LOCATION].to_str().expect("an address is text").to_owned());
        let status = reply.status().as_u16();
        (Page { path, status, html: reply.text().await.expect("a page is text") }, to)
    }

    /// What came of a form. On citizens' pages no page does but one that says what can't be: going back would meet the
    /// browser's question whether to send it again.
    async fn come(&self, path: String, reply: reqwest::Response) -> (Page, Option<String>) {
        let (page, to) = self.take(path, reply).await;
        let is_citizens = ["/start/", "/drafts/", "/cases/", "/c/"].iter().any(|begins| page.path.starts_with(begins));
        let (_, main) = page.html.split_once("<main").unwrap_or_default();
        let is_form = main.contains("<form") && page.status != 429;
        assert!(to.is_some() || !is_citizens || !is_form, "a page answers a form at {}: {}", page.path, page.text());
        (page, to)
    }

    fn jar(&self) -> String {
        let jar = self.cookies.lock().expect("no test panicked here");
        jar.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }
}
