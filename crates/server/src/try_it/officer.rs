//! Where a body has no system, somebody has to decide at its desk: in a demonstration, we can be that somebody.

use anyhow::Result;

use super::{
    Part,
    client::{Client, between},
    story,
};

/// Signs in as an officer of the body and decides. Nothing where the request does not lie at a desk of that body, or
/// where nobody can sign in by picking a name.
pub async fn decide(client: &Client, part: &Part) -> Result<Option<String>> {
    client.forget();
    let Some(page) = client.page("/staff/sign-in").await? else { return Ok(None) };
    let Some((person, name)) = officer_of(&page, &story::text(&part.body.name)) else { return Ok(None) };
    client.submit("/staff/sign-in", &page, &[("person", &person)]).await?;
    let path = format!("/desk/{}", part.id);
    let Some(page) = client.page(&path).await? else { return Ok(None) };
    client.submit(&path, &page, &[("outcome", "granted"), ("text", "Done. Nothing else is needed from you.")]).await?;
    Ok(Some(name))
}

/// The first supplier officer of a body on the sign-in page: id and name.
fn officer_of(page: &str, body: &str) -> Option<(String, String)> {
    let page = page.replace("&amp;", "&").replace("&#x27;", "'");
    page.split("value=\"per_").skip(1).find_map(|rest| {
        let (name, _) = rest.split_once('"')?;
        let label = plain(between(rest, "<label", "</label>")?.split_once('>')?.1);
        let hint = plain(between(rest, "govuk-radios__hint", "</div>")?.split_once('>')?.1);
        let theirs = hint.starts_with("case officer") && hint.ends_with(body);
        theirs.then(|| (format!("per_{name}"), label))
    })
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_officer_of_the_right_body_is_found() {
        let item = |id: &str, name: &str, hint: &str| {
            format!(
                "<input value=\"per_{id}\"><label class=\"x\" for=\"p\">\n {name}\n</label>\n\
                 <div class=\"govuk-hint govuk-radios__hint\">\n {hint}\n</div>"
            )
        };
        let page = [
            item("a", "Ann", "Contact-centre agent, North"),
            item("b", "Bob", "case officer, South"),
            item("c", "Cat", "case officer, North"),
        ]
        .concat();
        assert_eq!(officer_of(&page, "North"), Some(("per_c".into(), "Cat".into())));
        assert_eq!(officer_of(&page, "East"), None);
    }
}
