//! The page at `/`: agencies with their switches, and requests by key. No personal data is kept, so none is shown.

use std::{collections::BTreeSet, fmt::Write as _};

use quick_xml::escape::escape;

use crate::{Protocol, ledger::Ledger, state::State, switches::on};

/// Requests shown, newest first.
const SHOWN: usize = 200;

/// The whole page.
pub fn index(state: &State) -> String {
    let speaks = match state.settings().protocol {
        Protocol::Rest => "REST",
        Protocol::Open311 => "Open311",
    };
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Stand-in agencies ({speaks})</title>\
         <style>body{{font:1rem/1.5 sans-serif;margin:1rem auto;max-width:75rem;padding:0 1rem}}\
         td,th{{text-align:left;padding:.2rem .8rem .2rem 0;border-bottom:1px solid #ccc}}label{{margin-right:.8rem}}\
         fieldset{{margin:.5rem 0}}</style></head>\
         <body><h1>Stand-in agencies ({speaks})</h1>\
         <p>For demonstrations and tests. They keep keys and references, not what people wrote.</p><h2>Switches</h2>"
    );
    let agencies: BTreeSet<String> =
        state.look(|ledger| ledger.agencies().chain(ledger.panel.agencies()).cloned().collect());
    row(&mut html, state, None);
    for agency in &agencies {
        row(&mut html, state, Some(agency));
    }
    html.push_str(
        "<h2>Requests</h2><table><thead><tr><th>Agency</th><th>Key</th><th>Reference</th><th>Deliveries</th>\
         <th>Effects</th><th>Outcome</th><th>Called back</th></tr></thead><tbody>",
    );
    for effect in state.look(Ledger::effects).iter().rev().take(SHOWN) {
        let _ = write!(
            html,
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escape(&effect.agency),
            escape(&effect.key),
            escape(&effect.reference),
            effect.deliveries,
            effect.effects,
            escape(effect.outcome.as_deref().unwrap_or("")),
            if effect.called_back { "yes" } else { "" },
        );
    }
    html.push_str("</tbody></table></body></html>\n");
    html
}

/// One form: the switches of an agency, or of all.
fn row(html: &mut String, state: &State, agency: Option<&str>) {
    let switches = state.switches(agency);
    let name = escape(agency.unwrap_or_default());
    let title = if agency.is_some() { name.as_ref() } else { "All agencies" };
    let _ = write!(
        html,
        "<form method=\"post\" action=\"/switches\"><fieldset><legend>{title}</legend>\
         <input type=\"hidden\" name=\"agency\" value=\"{name}\">"
    );
    let boxes = [
        ("down", "Down", on(switches.down)),
        ("duplicate_callback", "Calls back twice", on(switches.duplicate_callback)),
        ("refuse", "Refuses", on(switches.refuse)),
        ("not_ours", "Not ours", on(switches.not_ours)),
        ("reject", "Takes nothing", on(switches.reject)),
        ("lose_reply", "Loses replies", on(switches.lose_reply)),
        ("wrong_schema", "Answers in another shape", on(switches.wrong_schema)),
        ("error_500", "Answers 500", on(switches.error_500)),
        ("honours_key", "Honours keys", switches.honours_key != Some(false)),
    ];
    for (switch, label, ticked) in boxes {
        let checked = if ticked { " checked" } else { "" };
        let _ = write!(html, "<label><input type=\"checkbox\" name=\"{switch}\"{checked}> {label}</label>");
    }
    let _ = write!(
        html,
        "<label>Slow by <input name=\"slow_ms\" type=\"number\" min=\"0\" max=\"600000\" value=\"{}\"> ms</label>\
         <label>Not ours, but of <input name=\"next\" value=\"{}\" placeholder=\"org_north\"></label>\
         <small>The id of a body in Portico, such as org_north. It counts while Not ours is ticked.</small><button>Set</button></fieldset></form>",
        switches.slow_ms.unwrap_or(0),
        escape(switches.next.as_deref().unwrap_or_default()),
    );
}
