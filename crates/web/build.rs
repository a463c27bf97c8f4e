//! Says what to do when the page components were not fetched yet, instead of letting the embedding fail obscurely.

use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=components/stamp");
    println!("cargo:rerun-if-changed=assets");
    assert!(
        Path::new("components/stamp").is_file(),
        "the page components are missing: run scripts/components once, from the top of the repository"
    );
}
