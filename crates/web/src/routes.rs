//! Routes. Each names who may use it, and there is no other way to register one.

use std::fmt;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    http::Method,
    middleware,
    routing::{self, MethodRouter},
};
use values::Role;

use crate::{
    Kit, Problem, assets,
    guard::{self, Door},
    headers,
};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Anyone,
    /// A browser with a session; the handler asks [`crate::Visit::may_open`] for the very draft or case.
    Citizen,
    /// A member of staff who has signed in with one of these roles.
    Staff(&'static [Role]),
    /// Another body's system: the handler checks the signature of what it sends. No cookies, no form token.
    Agency,
    /// Whoever sits at the machine itself: callers from the loopback address that no proxy passed on.
    Operator,
}

impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anyone => f.write_str("anyone"),
            Self::Citizen => f.write_str("citizen"),
            Self::Staff(roles) => {
                let roles: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
                write!(f, "staff: {}", roles.join(", "))
            }
            Self::Agency => f.write_str("agency"),
            Self::Operator => f.write_str("operator"),
        }
    }
}

/// One line of the route table.
pub type Line = (Method, String, Access);

/// The most any body may hold; forms are held to less.
const BODY_LIMIT: usize = 256 * 1024;

/// Routes of one part of Portico, each wrapped in the access check.
#[derive(Debug, Clone)]
pub struct Routes<S = ()> {
    kit: Kit,
    router: Router<S>,
    table: Vec<Line>,
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// No routes yet.
    pub fn new(kit: &Kit) -> Self {
        Self { kit: kit.clone(), router: Router::new(), table: Vec::new() }
    }

    /// Shows something. Must not change anything.
    pub fn get<H: Handler<T, S>, T: 'static>(self, path: &str, access: Access, handler: H) -> Self {
        self.add(Method::GET, path, access, routing::get(handler))
    }

    /// Changes something.
    pub fn post<H: Handler<T, S>, T: 'static>(self, path: &str, access: Access, handler: H) -> Self {
        self.add(Method::POST, path, access, routing::post(handler))
    }

    /// Takes a file of at most so many bytes: as it is from machines, or with a form ([`crate::Upload`]).
    pub fn upload<H: Handler<T, S>, T: 'static>(self, path: &str, access: Access, most: usize, handler: H) -> Self {
        let handlers = routing::post(handler).route_layer(DefaultBodyLimit::max(most));
        self.add_with(Method::POST, path, access, handlers, Some(most))
    }

    /// Replaces something; for machines.
    pub fn put<H: Handler<T, S>, T: 'static>(self, path: &str, access: Access, handler: H) -> Self {
        self.add(Method::PUT, path, access, routing::put(handler))
    }

    /// Takes something away; for machines.
    pub fn delete<H: Handler<T, S>, T: 'static>(self, path: &str, access: Access, handler: H) -> Self {
        self.add(Method::DELETE, path, access, routing::delete(handler))
    }

    /// Gives the handlers their state.
    pub fn with_state(self, state: S) -> Routes<()> {
        Routes { kit: self.kit, router: self.router.with_state(state), table: self.table }
    }

    fn add(self, method: Method, path: &str, access: Access, handlers: MethodRouter<S>) -> Self {
        self.add_with(method, path, access, handlers, None)
    }

    fn add_with(
        mut self,
        method: Method,
        path: &str,
        access: Access,
        handlers: MethodRouter<S>,
        file: Option<usize>,
    ) -> Self {
        assert!(access != Access::Staff(&[]), "{method} {path} is for staff and names no role");
        let door = Door::new(&self.kit, access, &format!("{method} {path}")).taking(file);
        let guarded = handlers.route_layer(middleware::from_fn_with_state(door, guard::admit));
        self.router = self.router.route(path, guarded);
        self.table.push((method, path.to_owned(), access));
        self
    }
}

impl Routes<()> {
    /// These routes and those.
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.table.extend(other.table);
        self
    }

    /// Every route with who may use it: for the tests, the API reference and the auditor.
    pub fn table(&self) -> &[Line] {
        &self.table
    }

    /// The whole site: these routes, the static files, a page for everything that is not there, and the security
    /// headers on every answer. Serve it with `into_make_service_with_connect_info::<SocketAddr>()`.
    pub fn into_router(self, kit: &Kit) -> Router {
        let lost = middleware::from_fn_with_state(Door::to_nowhere(kit), guard::admit);
        let not_found = (async || Problem::not_found()).layer(lost.clone());
        let not_allowed = (async || Problem::of_status(axum::http::StatusCode::METHOD_NOT_ALLOWED)).layer(lost);
        self.router
            .merge(assets::router())
            .fallback(not_found)
            .method_not_allowed_fallback(not_allowed)
            .layer(DefaultBodyLimit::max(BODY_LIMIT))
            .layer(middleware::from_fn_with_state(kit.clone(), headers::add))
    }
}
