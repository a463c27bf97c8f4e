//! What `portico demo` prints once it runs: where to go, as whom, and what to try.

use std::{collections::BTreeMap, fmt::Write as _};

use catalogue::Catalogue;
use connectors::Host;
use values::Role;

use super::typed::Commands;

/// Why staff can't sign in.
const CLOSED: &str = "closed, because others can reach this address and staff sign in without a password; start on\n\
                      \x20                        a loopback address, such as 127.0.0.1, to open them";

/// What the greeting needs to know.
pub struct Scene<'a> {
    /// Where the server is reached.
    pub here: &'a str,
    /// The data folder.
    pub data: &'a str,
    /// What can be typed about it.
    pub commands: &'a Commands,
    /// Where the agencies are reached.
    pub hosts: &'a BTreeMap<String, Host>,
    /// Whether staff can sign in, and the clock can be moved on a page.
    pub staff_can_sign_in: bool,
    /// The address that other machines open, where one was said.
    pub known_as: Option<&'a str>,
    /// The business clock, as people read it.
    pub now: &'a str,
    /// Who there is, and what happens in their lives.
    pub catalogue: &'a Catalogue,
}

/// The greeting.
pub fn greeting(scene: &Scene<'_>) -> String {
    let Scene { here, data, now, commands, .. } = scene;
    let mut text = "\nPortico is running. Ctrl-C stops it and everything that it started.\n\n".to_owned();
    line(&mut text, "For people", &format!("{here}/"));
    if scene.staff_can_sign_in {
        line(&mut text, "For staff", &format!("{here}/staff/sign-in"));
    } else {
        line(&mut text, "For staff", CLOSED);
    }
    let only_here = if scene.staff_can_sign_in { "" } else { ", on this machine only" };
    for (name, host) in scene.hosts {
        line(&mut text, &format!("The {name}"), &format!("{}/{only_here}", host.url));
    }
    line(&mut text, "The day here", now);
    line(&mut text, "Data", data);
    if scene.staff_can_sign_in {
        text += "\nStaff, who sign in by picking their name:\n";
        for role in Role::STAFF {
            let names: Vec<_> =
                scene.catalogue.people().filter(|person| person.role == role).map(|p| &*p.name).collect();
            match &names[..] {
                [] => {}
                [one, other, more @ ..] if !more.is_empty() => {
                    line(&mut text, role.as_str(), &format!("{one}, {other}, and {} more", more.len()));
                }
                few => line(&mut text, role.as_str(), &few.join(", ")),
            }
        }
    }
    text += "\nTry this:\n";
    let events: Vec<_> = scene.catalogue.life_events().map(|event| format!("\"{}\"", event.title.en)).collect();
    let typed =
        |command: Option<String>| command.map(|command| format!(", or type\n     {command}")).unwrap_or_default();
    let mut tries = vec![format!("Apply once: choose {} on {here}/, and watch each body answer.", events.join(" or "))];
    if scene.staff_can_sign_in {
        tries.extend([
            format!("See the whole story at once: type\n     {}", commands.attempt(here)),
            "Answer by hand: a body without a system has a desk; sign in as one of its supplier-officers.".to_owned(),
            format!(
                "Move the clock past a change: choose {} on {here}/demo/clock{}",
                super::CHANGE,
                typed(commands.move_clock(super::CHANGE))
            ),
        ]);
    } else {
        tries.push(format!(
            "See the story at once: type\n     {}\n     What comes to a desk stays unanswered, since no officer can sign in.",
            commands.attempt(here)
        ));
        let clock = commands.move_clock(super::CHANGE);
        tries.extend(clock.map(|command| format!("Move the clock past a change: type\n     {command}")));
        if scene.known_as.is_none() {
            tries.push(format!(
                "Open it from another machine: Ctrl-C, then start it again with --public-address and the address that \
                 people type there. Until then it answers to {here}/ only."
            ));
        }
    }
    tries.extend(
        commands.start_again().map(|command| format!("Start again with new data: Ctrl-C, then\n     {command}")),
    );
    for (number, what) in tries.iter().enumerate() {
        writeln!(text, "  {}. {what}", number + 1).expect("text grows");
    }
    text.push('\n');
    text
}

fn line(text: &mut String, what: &str, said: &str) {
    writeln!(text, "  {what:<22} {said}").expect("text grows");
}
