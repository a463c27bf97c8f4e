//! applications.
