//! A small site with a route of every kind, and what must hold for it as for every site.

mod access;
mod gallery;
mod pages;
mod sessions;
mod small;
mod statements;
mod theme;
