//! Commands as they can be typed as they stand, in the folder where the demonstration was started.

use std::{
    env,
    path::{Path, PathBuf},
};

use store::Engine;

use crate::settings::Settings;

/// The commands about one demonstration.
pub struct Commands {
    program: String,
    /// The flags that lead to its data. `None` on PostgreSQL: its address may hold a password.
    place: Option<String>,
    /// The flags that start it where it is.
    start: String,
}

impl Commands {
    /// For the program that runs, on these settings.
    pub fn of(settings: &Settings) -> Self {
        let program = env::current_exe().unwrap_or_else(|_| PathBuf::from("portico"));
        let here = env::current_dir().unwrap_or_default();
        Self::with(&program, &here, settings)
    }

    fn with(program: &Path, here: &Path, settings: &Settings) -> Self {
        let program =
            program.strip_prefix(here).map_or_else(|_| program.to_owned(), |beside| Path::new(".").join(beside));
        let start = flags([
            ("listen", settings.listen.to_string(), "127.0.0.1:8080".to_owned()),
            ("public-address", settings.public_address.clone().unwrap_or_default(), String::new()),
            ("demo-data", settings.demo_data.display().to_string(), "demo".to_owned()),
        ]);
        Self { program: quoted(&program.to_string_lossy()), place: place(settings), start }
    }

    /// The whole story at once.
    pub fn attempt(&self, address: &str) -> String {
        format!("{} try --at {address}", self.program)
    }

    /// The clock moved to a day.
    pub fn move_clock(&self, day: &str) -> Option<String> {
        self.place.as_ref().map(|place| format!("{} clock move-to {day}{place}", self.program))
    }

    /// The demonstration with new data.
    pub fn start_again(&self) -> Option<String> {
        self.place.as_ref().map(|place| format!("{} demo --fresh{place}{}", self.program, self.start))
    }
}

fn place(settings: &Settings) -> Option<String> {
    let Engine::Sqlite { path } = &settings.database else { return None };
    let said = |path: &Path| path.display().to_string();
    Some(flags([
        ("data", said(&settings.data), "data".to_owned()),
        ("database", said(path), said(&settings.data.join("portico.sqlite"))),
        ("key-file", said(&settings.key_file), said(&settings.data.join("portico.key"))),
    ]))
}

/// Those flags whose value is not the usual one, which stands behind it.
fn flags<const N: usize>(all: [(&str, String, String); N]) -> String {
    let unusual = all.into_iter().filter(|(_, value, usual)| value != usual);
    unusual.fold(String::new(), |text, (flag, value, _)| text + " --" + flag + " " + quoted(&value).as_str())
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-:@".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{
        Resolved,
        resolved::{Origin, Said},
    };

    fn commands(flags: &[(&str, &str)]) -> Commands {
        let said = |(name, text): &(&str, &str)| {
            ((*name).to_owned(), Said { text: (*text).to_owned(), origin: Origin::Flag((*name).to_owned()) })
        };
        let settings = Settings::of(&Resolved::of([flags.iter().map(said).collect()])).unwrap();
        Commands::with(Path::new("/home/kim/portico/target/debug/portico"), Path::new("/home/kim/portico"), &settings)
    }

    #[test]
    fn what_is_usual_is_not_said() {
        let commands = commands(&[]);
        assert_eq!(commands.attempt("http://127.0.0.1:8080"), "./target/debug/portico try --at http://127.0.0.1:8080");
        assert_eq!(commands.move_clock("2023-04-01").unwrap(), "./target/debug/portico clock move-to 2023-04-01");
        assert_eq!(commands.start_again().unwrap(), "./target/debug/portico demo --fresh");
    }

    #[test]
    fn what_is_elsewhere_is_said_as_a_shell_takes_it() {
        let elsewhere = commands(&[("data", "/tmp/Kim's data"), ("listen", "[::1]:9"), ("key-file", "/keys/k")]);
        assert_eq!(
            elsewhere.start_again().unwrap(),
            r"./target/debug/portico demo --fresh --data '/tmp/Kim'\''s data' --key-file /keys/k --listen '[::1]:9'"
        );
    }

    #[test]
    fn the_address_of_a_database_server_is_never_said() {
        let commands = commands(&[("database", "postgres://kim:secret@db/portico")]);
        assert_eq!((commands.move_clock("2023-04-01"), commands.start_again()), (None, None));
    }
}
