//! The table of settings in docs/reference/operations.md is this program's own. A setting that isn't documented fails
//! the test below, which prints the table as it should be.

use super::keys::{Default, HOST_KEYS, KEYS, Key, Secrecy};

const PAGE: &str = include_str!("../../../../docs/reference/operations.md");
const BEGIN: &str = "<!-- settings: written from the program's own table; `cargo test` compares -->\n";
const END: &str = "<!-- end of settings -->\n";

fn table() -> String {
    let head = "| Setting | Variable | Flag | Default | Meaning |\n|---|---|---|---|---|\n".to_owned();
    let fixed = KEYS.iter().map(|key| {
        let (name, variable, flag) = (key.name, key.variable(), key.flag());
        format!("| `{name}` | `{variable}` | `--{flag}` | {} | {}. |\n", default(key), escaped(key.help))
    });
    let of_hosts = HOST_KEYS.iter().map(|key| {
        let flag = if key.secrecy == Secrecy::Secret { "none" } else { "`--host NAME=URL`" };
        let (name, shouted, help) = (key.name, key.name.to_uppercase(), escaped(key.help));
        format!("| `hosts.NAME.{name}` | `PORTICO_HOSTS_NAME_{shouted}` | {flag} | none | {help}. |\n")
    });
    fixed.chain(of_hosts).fold(head, |table, row| table + row.as_str())
}

fn default(key: &Key) -> String {
    match key.default {
        Default::Text(text) => format!("`{text}`"),
        Default::Follows(of) => {
            let plain = super::Resolved::of([]);
            format!("`{}`", of(&plain))
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('|', "\\|")
}

#[test]
fn every_setting_is_documented_with_its_variable_flag_default_and_meaning() {
    let (_, after) = PAGE.split_once(BEGIN).expect("the page marks where its table of settings begins");
    let (written, _) = after.split_once(END).expect("the page marks where its table of settings ends");
    let expected = table();
    assert!(written.trim() == expected.trim(), "the table in docs/reference/operations.md should be:\n\n{expected}");
}
