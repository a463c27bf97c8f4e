//! What people do, from page to agency and back, on a whole platform.

mod apply;
mod come_back;
mod dates;
mod faults;
mod staff;
mod walk;
