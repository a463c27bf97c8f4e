//! What people do, from page to agency and back, on a whole platform.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod adopted;
mod api;
mod appeal;
mod apply;
mod back;
mod calls;
mod children;
mod come_back;
mod consent;
mod crossed;
mod date_rules;
mod dates;
mod draft_tables;
mod editions;
mod elsewhere;
mod ended;
mod evidence;
mod faults;
mod files;
mod foreseen;
mod french;
mod handover;
mod handover_pages;
mod held;
mod late;
mod left_out;
mod minimal;
mod no_more;
mod nobody_follows;
mod parts;
mod predecessor;
mod requirements;
mod rules;
mod settle;
mod staff;
mod tabs;
mod taken_back;
mod there_and_back;
mod walk;
