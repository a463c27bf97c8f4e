//! The one way out: only to the hosts that the operator named, bounded in time and size, never redirected.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::Arc,
    time::Duration,
};

use jiff::{Timestamp, fmt::rfc2822};
use reqwest::{
    Client, Method, RequestBuilder, Response, Url,
    dns::{Addrs, Name, Resolve, Resolving},
    header::{DATE, HeaderMap, HeaderName, RETRY_AFTER},
    redirect, retry,
};

use crate::{Host, Timeouts, failure::Trouble};

/// The largest answer that is read.
pub const LARGEST_BODY: usize = 256 * 1024;

/// The longest wait that another system can ask of us.
pub const LONGEST_WAIT: Duration = Duration::from_hours(24);

/// The client behind every call.
///
/// No redirects, no proxy from the environment, no cookies, no decompression, no retries. Connections are not kept:
/// on a kept one, a send that meets its closing cannot be told from a send that was lost on the way.
pub(crate) fn client(timeouts: Timeouts) -> Result<Client, String> {
    Client::builder()
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .no_proxy()
        .pool_max_idle_per_host(0)
        .connect_timeout(timeouts.connect)
        .timeout(timeouts.total)
        .dns_resolver(Arc::new(Resolver))
        .user_agent("portico")
        .build()
        .map_err(|error| format!("the HTTP client cannot be set up: {error}"))
}

/// Reads a host's address as the operator wrote it; says what is wrong with it.
pub fn parse_host(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| format!("'url' is not an address: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("'url' must start with https:// or http://".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
        return Err("'url' may hold scheme, name, port and path only".to_owned());
    }
    let name = url.host_str().ok_or("'url' names no host")?;
    let literal = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().ok();
    if literal.is_some_and(|ip| !may_be_called(ip)) {
        return Err("'url' is an address that is never called".to_owned());
    }
    Ok(url)
}

/// Whether an address may be called at all. Link-local addresses (and with them the metadata services of hosting
/// companies), multicast, unspecified and reserved ones never are, however they are written. Private ones are:
/// agencies often sit on a government's own network, and the operator names each host.
pub fn may_be_called(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => may_be_called_v4(ip),
        IpAddr::V6(ip) => {
            let wrapped = wrapped_v4(ip).is_none_or(may_be_called_v4);
            wrapped && !ip.is_unspecified() && !ip.is_multicast() && !ip.is_unicast_link_local() && ip != METADATA_V6
        }
    }
}

const METADATA_V4: Ipv4Addr = Ipv4Addr::new(100, 100, 100, 200);
const METADATA_V6: Ipv6Addr = Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254);

fn may_be_called_v4(ip: Ipv4Addr) -> bool {
    let first = ip.octets()[0];
    first != 0 && first < 224 && !ip.is_link_local() && ip != METADATA_V4
}

/// The IPv4 address inside an IPv6 one: mapped, compatible, translated (`64:ff9b::/96`) or 6to4.
fn wrapped_v4(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let segments = ip.segments();
    let join = |at: usize| Ipv4Addr::from((u32::from(segments[at]) << 16) | u32::from(segments[at + 1]));
    match segments {
        [0, 0, 0, 0, 0, 0, ..] if !ip.is_loopback() => Some(join(6)),
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => Some(join(6)),
        [0x2002, ..] => Some(join(1)),
        _ => None,
    }
}

/// Resolves a name and leaves only addresses that may be called. The connection goes to what was checked: there is
/// no second look-up. A name other than `localhost` never leads to this machine.
struct Resolver;

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let name = name.as_str();
            let local = name == "localhost" || name.ends_with(".localhost");
            let found: Vec<_> = tokio::net::lookup_host((name, 0))
                .await?
                .filter(|address| {
                    let ip = address.ip().to_canonical();
                    may_be_called(ip) && (local || !ip.is_loopback())
                })
                .collect();
            if found.is_empty() {
                return Err("the name leads to no address that may be called".into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// The way to one system: nothing behind it can name another host.
#[derive(Clone)]
pub(crate) struct Door {
    client: Client,
    base: Url,
}

/// What was heard: a status and, where somebody will read it, the whole body.
pub(crate) struct Heard {
    pub status: u16,
    pub wait: Option<Duration>,
    pub body: Vec<u8>,
}

impl Door {
    /// The way to the system that lives at `path` of a host.
    pub fn new(client: Client, host: &Host, path: &str) -> Result<Self, String> {
        let mut base = parse_host(&host.url)?;
        let plain = |part: &str| {
            !matches!(part, "." | "..")
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~'))
        };
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        if !parts.iter().all(|part| plain(part)) {
            return Err("'path' may hold letters, digits, '-', '_', '.' and '~' between its slashes".to_owned());
        }
        base.path_segments_mut().map_err(|()| "'url' takes no path".to_owned())?.pop_if_empty().extend(parts);
        Ok(Self { client, base })
    }

    /// The address of something behind the door. A segment cannot leave its place: slashes and dots are escaped.
    pub fn address(&self, segments: &[&str]) -> Url {
        let mut url = self.base.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            for segment in segments {
                path.push(if matches!(*segment, "." | "..") { "-" } else { segment });
            }
        }
        url
    }

    /// A request to something behind the door.
    pub fn request(&self, method: Method, segments: &[&str]) -> RequestBuilder {
        self.client.request(method, self.address(segments))
    }

    /// Sends it and hears the answer out. The body is read only where it can mean something: 2xx and 404.
    pub async fn call(&self, request: RequestBuilder) -> Result<Heard, Trouble> {
        let request = request.build().map_err(|_| Trouble::Unsendable("the request cannot be written as HTTP"))?;
        let response = self.client.execute(request).await.map_err(|error| trouble(&error))?;
        let status = response.status().as_u16();
        let wait = wait(response.headers());
        let body = if matches!(status, 200..=299 | 404) { whole(response).await? } else { Vec::new() };
        Ok(Heard { status, wait, body })
    }
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Door({})", self.base)
    }
}

fn trouble(error: &reqwest::Error) -> Trouble {
    if error.is_builder() {
        Trouble::Unsendable("the request cannot be written as HTTP")
    } else if error.is_connect() && error.is_timeout() {
        Trouble::NotSent("the host did not take the connection in time")
    } else if error.is_connect() {
        Trouble::NotSent("the host could not be reached")
    } else if error.is_timeout() {
        Trouble::Lost("the answer did not come in time")
    } else {
        Trouble::Lost("the connection broke before the answer")
    }
}

async fn whole(mut response: Response) -> Result<Vec<u8>, Trouble> {
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > LARGEST_BODY => {
                return Err(Trouble::Lost("the answer is larger than any we expect"));
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Ok(body),
            Err(error) if error.is_timeout() => return Err(Trouble::Lost("the answer did not end in time")),
            Err(_) => return Err(Trouble::Lost("the answer broke off")),
        }
    }
}

/// How long we are asked to wait: seconds, or a date, which is read against the date of the same answer.
fn wait(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let asked = text(RETRY_AFTER)?;
    let seconds = if !asked.is_empty() && asked.len() <= 9 && asked.bytes().all(|b| b.is_ascii_digit()) {
        asked.parse::<u64>().ok()?
    } else {
        let at = |text: &str| rfc2822::DateTimeParser::new().parse_timestamp(text).ok().map(Timestamp::as_second);
        u64::try_from(at(asked)?.saturating_sub(at(text(DATE)?)?)).ok()?
    };
    Some(Duration::from_secs(seconds).min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;

    /// Addresses that are never called, in the ways that attackers write them.
    const NEVER: &str = "0.0.0.0 0.1.2.3 169.254.169.254 169.254.0.1 169.254.170.2 224.0.0.1 239.255.255.250 240.0.0.1 \
        255.255.255.255 100.100.100.200 :: fe80::1 febf::1 ff02::1 fd00:ec2::254 ::ffff:169.254.169.254 ::ffff:0.0.0.0 \
        ::ffff:a9fe:a9fe ::169.254.169.254 64:ff9b::169.254.169.254 64:ff9b::a9fe:a9fe 2002:a9fe:a9fe:: 2002:e000:1:: \
        ::ffff:100.100.100.200 ::ffff:255.255.255.255";

    /// Ways to write this machine, or an address that is never called, where a name belongs.
    const DISGUISED: &str = "127.0.0.1 127.1 127.0.1 0x7f.0.0.1 0x7f000001 2130706433 017700000001 0177.0.0.1 127.255.255.254 \
        ::1 ::ffff:127.0.0.1 169.254.169.254 0xa9fea9fe 2852039166 0251.0376.0251.0376 0 0.0.0.0 fe80::1 ::";

    static CLIENT: LazyLock<Client> = LazyLock::new(|| client(Timeouts::default()).unwrap());

    fn door(path: &str) -> Result<Door, String> {
        let host = Host { url: "https://agency.example:8443/api/".to_owned(), secret: String::new() };
        Door::new(CLIENT.clone(), &host, path)
    }

    #[test]
    fn addresses_that_nobody_should_call_are_never_called() {
        for text in NEVER.split_whitespace() {
            assert!(!may_be_called(text.parse().unwrap()), "{text}");
            let url = if text.contains(':') { format!("http://[{text}]/") } else { format!("http://{text}/") };
            assert!(parse_host(&url).is_err(), "{url}");
        }
        for text in ["10.1.2.3", "192.168.0.1", "127.0.0.1", "203.0.113.9", "::1", "2001:db8::1", "fd12::1"] {
            assert!(may_be_called(text.parse().unwrap()), "{text}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_to_this_machine_is_not_followed_unless_it_says_so() {
        for text in DISGUISED.split_whitespace() {
            let found = Resolver.resolve(text.parse().unwrap()).await;
            assert!(found.is_err(), "{text} led to {:?}", found.map(Iterator::collect::<Vec<_>>).ok());
        }
        assert!(Resolver.resolve("localhost".parse().unwrap()).await.is_ok());
    }

    #[test]
    fn a_host_is_a_scheme_a_name_a_port_and_a_path() {
        for good in ["https://agency.example", "http://127.0.0.1:8000", "https://agency.example/api"] {
            assert!(parse_host(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "agency.example",
            "ftp://agency.example",
            "file:///etc/passwd",
            "https://somebody@agency.example",
            "https://agency.example?x",
            "https://agency.example#x",
            "https://",
            "data:text/plain,x",
        ] {
            assert!(parse_host(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_path_cannot_leave_the_host() {
        for bad in
            ["/..", "/a/../b", "/.", "@evil.example", "/a b", "/a?b", "/a#b", "/%2e%2e", "/a\\b", "/a;b", "/é", "/a\nb"]
        {
            assert!(door(bad).is_err(), "{bad}");
        }
        let address = |path: &str| door(path).unwrap().address(&["requests"]).to_string();
        assert_eq!(address("/north"), "https://agency.example:8443/api/north/requests");
        assert_eq!(address("//north//"), "https://agency.example:8443/api/north/requests");
        assert_eq!(address("//evil.example"), "https://agency.example:8443/api/evil.example/requests");
        assert_eq!(address(""), "https://agency.example:8443/api/requests");
    }

    #[test]
    fn a_wait_is_read_in_seconds_or_as_a_date_and_is_bounded() {
        let check = |retry: &str, date: &str, expected: Option<u64>| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, retry.parse().unwrap());
            headers.insert(DATE, date.parse().unwrap());
            assert_eq!(wait(&headers), expected.map(Duration::from_secs), "{retry}");
        };
        let date = "Sun, 01 Mar 2026 10:00:00 GMT";
        check("120", date, Some(120));
        check(" 5 ", date, Some(5));
        check("99999999999999999999", date, None);
        check("-5", date, None);
        check("soon", date, None);
        check("999999", date, Some(86_400));
        check("Sun, 01 Mar 2026 10:00:30 GMT", date, Some(30));
        check("Sun, 01 Mar 2026 09:00:00 GMT", date, None);
        check("Sun, 01 Mar 2099 09:00:00 GMT", date, Some(86_400));
        check("Sun, 01 Mar 2026 10:00:30 GMT", "today", None);
        assert_eq!(wait(&HeaderMap::new()), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn whatever_a_path_or_a_reference_holds_the_call_goes_to_the_system(path in "[/.@:?#%a-z\\\\ ]{0,12}|.{0,12}", reference in "[/.@:?#%a-z0-9\\\\ ]{0,12}|.{0,20}") {
            let base = door("/north").unwrap();
            let url = base.address(&["requests", &reference]);
            prop_assert_eq!(url.origin(), base.base.origin());
            prop_assert!(url.as_str().starts_with("https://agency.example:8443/api/north/requests/"), "{}", url);
            prop_assert_eq!(url.path_segments().unwrap().count(), 4);
            prop_assert!(url.query().is_none() && url.fragment().is_none());
            if let Ok(door) = door(&path) {
                let url = door.address(&["requests"]);
                prop_assert_eq!(url.origin(), base.base.origin());
                prop_assert!(url.path().starts_with("/api/") && url.path().ends_with("/requests"), "{}", url);
            }
        }

        #[test]
        fn a_wait_of_any_kind_is_read_or_left(retry in "[ -~]{0,40}", date in "[ -~]{0,40}") {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, retry.parse().unwrap());
            headers.insert(DATE, date.parse().unwrap());
            prop_assert!(wait(&headers).is_none_or(|wait| wait <= LONGEST_WAIT));
        }
    }
}
