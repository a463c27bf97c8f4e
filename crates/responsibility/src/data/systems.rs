//! Reads `systems.toml`: which systems there are, and which one takes the work.

use serde::Deserialize;
use values::{
    Day, Effective, Id, Text,
    source::{Source, Spanned},
};

use super::Reading;
use crate::{Endpoint, System, endpoint::Protocol};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SystemFile {
    #[serde(default)]
    system: Vec<SystemRow>,
    #[serde(default)]
    endpoint: Vec<Spanned<EndpointRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SystemRow {
    id: Spanned<String>,
    name: Text,
    operator: Spanned<String>,
    protocol: Protocol,
    host: Spanned<String>,
    path: Spanned<String>,
    #[serde(default)]
    settings: serde_json::Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EndpointRow {
    service_types: Vec<Spanned<String>>,
    area: Option<Spanned<String>>,
    system: Spanned<String>,
    from: Day,
    until: Option<Day>,
}

impl Reading<'_> {
    pub(super) fn systems(&mut self, source: &Source) {
        let file: SystemFile = match source.read() {
            Ok(file) => file,
            Err(finding) => return self.findings.push(finding),
        };
        for row in &file.system {
            let operator = self.named(source, &row.operator, "organisation", |known| &known.organisations);
            if !row.path.get_ref().starts_with('/') {
                self.find(source, row.path.span(), "the path does not begin with '/'", "Write path = \"/name\".");
            }
            let Some(id) = self.id(source, &row.id) else { continue };
            let Some(operator) = operator else {
                self.broken.systems.insert(id);
                continue;
            };
            if self.data.systems.iter().any(|system| system.id == id) {
                self.find(
                    source,
                    row.id.span(),
                    format!("system '{}' stands twice", id.name()),
                    "Give one of them another id.",
                );
                continue;
            }
            self.data.host_lines.rows.insert(id.clone(), source.line(row.host.span().start));
            self.data.systems.push(System {
                id,
                name: row.name.clone(),
                operator,
                protocol: row.protocol,
                host: row.host.get_ref().clone(),
                path: row.path.get_ref().clone(),
                settings: row.settings.clone(),
            });
        }
        for row in &file.endpoint {
            let (line, row) = (source.line(row.span().start), row.get_ref());
            let valid = Effective { from: row.from, until: row.until };
            self.check_dates(source, row.system.span(), valid);
            let area = self.area(source, row.area.as_ref());
            let Some(system) = self.id(source, &row.system) else { continue };
            if self.broken.systems.contains(&system) {
                continue;
            }
            if !self.data.systems.iter().any(|known| known.id == system) {
                let fix = "Name a [[system]] of this file.";
                self.find(source, row.system.span(), format!("there is no system '{}'", system.name()), fix);
                continue;
            }
            for service_type in &row.service_types {
                let at = service_type.span();
                let Some(service_type) = self.named(source, service_type, "service type", |known| &known.service_types)
                else {
                    continue;
                };
                let twice = self.data.endpoints.iter().any(|known| {
                    known.service_type == service_type && known.area == area && known.valid.overlaps(&valid)
                });
                if twice {
                    let what = format!("two systems would take the work of {} on the same day", service_type.name());
                    self.find(source, at, what, "End the first before the second begins.");
                    continue;
                }
                let Ok(id) = Id::named(&format!("row{}", self.data.endpoints.len())) else { continue };
                self.data.endpoint_lines.rows.insert(id.clone(), line);
                self.data.endpoints.push(Endpoint {
                    id,
                    service_type,
                    area: area.clone(),
                    system: system.clone(),
                    valid,
                    since_version: 0,
                    until_version: None,
                });
            }
        }
    }
}
