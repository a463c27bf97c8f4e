//! The settings as flags of the command line, made from the table of keys; `--config` and `--print-config`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, error::ErrorKind};

use super::{
    NotSettings, Resolved,
    keys::{self, Default, HOST_KEYS, KEYS, Key},
    layers,
    resolved::{Layer, Origin, Said},
};

/// What the flags of one command line say.
#[derive(Debug, Clone, std::default::Default)]
pub struct Flags {
    /// The settings file.
    pub file: Option<PathBuf>,
    /// Whether to print the settings instead of doing anything.
    pub print: bool,
    said: Layer,
    suggested: Layer,
}

/// A setting's name, and its text.
pub type Word = (&'static str, &'static str);

impl Flags {
    /// The same flags, with what the command insists on, whatever anybody says, and what it suggests, if nobody says
    /// anything.
    pub fn of_command(mut self, command: &'static str, insists: &[Word], suggests: &[Word]) -> Self {
        let said = |(name, text): &Word| {
            let origin = Origin::Command(command);
            ((*name).to_owned(), Said { text: (*text).to_owned(), origin })
        };
        self.said = insists.iter().map(said).chain(self.said).collect();
        self.suggested = suggests.iter().map(said).collect();
        self
    }

    /// Joins the flags with the environment, the settings file and the defaults.
    pub fn resolve(&self) -> Result<Resolved, NotSettings> {
        let environment = layers::of_environment(
            std::env::vars_os()
                .filter_map(|(name, text)| Some((name.into_string().ok()?, text.to_string_lossy().into_owned()))),
        )?;
        let named = self.file.clone().or_else(|| std::env::var_os(layers::FILE_VARIABLE).map(PathBuf::from));
        let file = named.map(|path| layers::of_file(&path)).transpose()?.unwrap_or_default();
        Ok(Resolved::of([self.said.clone(), environment, file, self.suggested.clone()]))
    }
}

impl Args for Flags {
    fn augment_args(command: Command) -> Command {
        let command = command
            .arg(
                Arg::new("config")
                    .long("config")
                    .value_name("FILE")
                    .value_parser(clap::value_parser!(PathBuf))
                    .help("The settings file (TOML) [environment: PORTICO_CONFIG]")
                    .help_heading(HEADING),
            )
            .arg(
                Arg::new("print-config")
                    .long("print-config")
                    .action(ArgAction::SetTrue)
                    .help("Print the effective settings, each with where it comes from, and do nothing else")
                    .help_heading(HEADING),
            )
            .arg(
                Arg::new("host")
                    .long("host")
                    .value_name(HOST_KEYS[0].takes)
                    .action(ArgAction::Append)
                    .help(format!("{} (once for each host)", HOST_KEYS[0].help))
                    .help_heading(HEADING),
            );
        KEYS.iter().fold(command, |command, key| command.arg(argument(key)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Flags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut flags = Self::default();
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.file = matches.get_one::<PathBuf>("config").cloned();
        self.print = matches.get_flag("print-config");
        for key in KEYS {
            if let Some(text) = matches.get_one::<String>(key.name) {
                self.say(key.name, &key.flag(), text);
            }
        }
        for told in matches.get_many::<String>("host").into_iter().flatten() {
            let named = told.split_once('=').map(|(name, url)| (format!("hosts.{name}.url"), url));
            let (name, url) = named.filter(|(name, _)| keys::host_key(name).is_some()).ok_or_else(|| {
                let message = format!("--host takes NAME=URL with a name of lowercase letters, not '{told}'\n");
                clap::Error::raw(ErrorKind::InvalidValue, message)
            })?;
            self.say(&name, "host", url);
        }
        Ok(())
    }
}

impl Flags {
    fn say(&mut self, name: &str, flag: &str, text: &str) {
        let origin = Origin::Flag(flag.to_owned());
        self.said.push((name.to_owned(), Said { text: text.to_owned(), origin }));
    }
}

const HEADING: &str = "Settings";

fn argument(key: &'static Key) -> Arg {
    let default = match key.default {
        Default::Text(text) => format!(" [default: {text}]"),
        Default::Follows(_) => String::new(),
    };
    Arg::new(key.name)
        .long(key.flag())
        .value_name(key.takes)
        .help(format!("{}{default}", key.help))
        .help_heading(HEADING)
        // The last one counts, so that a script's defaults can be followed by what its caller says.
        .overrides_with(key.name)
        .hide_short_help(key.name.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(line: &str) -> Result<Flags, clap::Error> {
        let matches = Flags::augment_args(Command::new("portico")).try_get_matches_from(line.split(' '))?;
        Flags::from_arg_matches(&matches)
    }

    #[test]
    fn every_setting_has_a_flag() {
        for key in KEYS {
            let flags = flags(&format!("portico --{}=told", key.flag())).unwrap();
            assert_eq!(flags.said[0].0, key.name);
            assert_eq!(flags.said[0].1.text, "told");
        }
    }

    #[test]
    fn hosts_are_named_one_by_one_and_their_secrets_never() {
        let flags_ = flags("portico --host a=http://127.0.0.1:1 --host b=http://127.0.0.1:2").unwrap();
        let names: Vec<_> = flags_.said.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["hosts.a.url", "hosts.b.url"]);
        assert!(flags("portico --host http").is_err());
        assert!(flags("portico --host A=http://127.0.0.1:1").is_err());
        assert!(flags("portico --hosts-a-secret=s").is_err());
    }

    #[test]
    fn an_unknown_flag_is_an_error_that_offers_the_nearest() {
        let error = flags("portico --lisen=x").unwrap_err().to_string();
        assert!(error.contains("--lisen") && error.contains("--listen"), "{error}");
    }
}
