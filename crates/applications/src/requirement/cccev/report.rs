//! Requirements as people read them: a note that lies beside the concepts.

use std::fmt::Write as _;

use eligibility::requirement::Texts;

use super::Document;

/// What services ask for, as a note in Markdown.
pub fn report(document: &Document) -> String {
    let mut out = String::from("# Requirements\n\nWhat each service asks for: the concepts stand in concepts.toml.\n");
    for known in &document.requirements {
        let requirement = &known.requirement;
        let _ = writeln!(out, "\n## {}", line(&called(&requirement.labels, &requirement.id)));
        for (id, labels) in &known.bodies {
            let _ = writeln!(out, "\nFor {}.", line(&called(labels, id)));
        }
        out.push('\n');
        for id in &requirement.concepts {
            let concept = document.concepts.iter().find(|concept| concept.id == *id);
            let label = concept.map_or_else(|| id.clone(), |concept| called(&concept.labels, id));
            let _ = writeln!(out, "- {} ({id})", line(&label));
        }
        for (n, list) in requirement.evidence.iter().enumerate() {
            let or = if n == 0 { "Evidence: all of" } else { "Or all of" };
            let called =
                |id: &String| document.evidence.get(id).map_or_else(|| id.clone(), |labels| called(labels, id));
            let kinds: Vec<String> = list.0.iter().map(called).collect();
            let _ = writeln!(out, "\n{or} {}.", line(&kinds.join(", ")));
        }
    }
    out
}

fn called(labels: &Texts, id: &str) -> String {
    labels.get("en").or_else(|| labels.values().next()).cloned().unwrap_or_else(|| id.to_owned())
}

/// On one line, with nothing that Markdown takes for a mark.
fn line(text: &str) -> String {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    plain.replace(['<', '>', '[', ']', '`', '*', '_', '#', '|'], " ")
}
