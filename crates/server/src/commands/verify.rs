//! `portico verify`: reads the whole audit log and says whether it is as it was signed.
