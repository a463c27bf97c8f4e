//! The search over the inventory, on the engine of the tests.

mod following;

use std::sync::LazyLock;

use ::store::{Migration, StoreError, testing};
use proptest::prelude::*;
use values::{Actor, Day, Id, Language, Moment, Role, id};

use super::{Answer, Asked, By, Counts, Filter, Finder, FinderError, MOST_HITS, Marked, Missed, Synonyms, missed};
use crate::{
    MIGRATIONS,
    import::{self, Incoming},
    inventory::{Format, Kind},
};

const NOW: Moment = Moment(1_680_000_000_000);

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn manager(name: &str) -> Actor {
    Actor::staff(Id::named(name).unwrap(), Role::CatalogueManager, Id::named("office").unwrap())
}

/// A database with an inventory, and a search over it.
struct Town {
    fresh: testing::Fresh,
    runtime: tokio::runtime::Runtime,
    data: tempfile::TempDir,
}

const TABLE: &str = "id,body,body_name_en,title_en,title_fr,title_nl,description_en,description_fr,channels,cost,currency,cost_note_en,keywords_en
1,city,The City,Register a death,Déclarer un décès,,The registrar writes it into the register.,L’officier de l’état civil l’inscrit.,counter;phone,0,GBP,,
2,city,,Waste collection,Collecte des déchets,,We come for it every week.,Nous passons chaque semaine.,web,,,,bags
3,city,,Penalty charge notices,Avis d’amende,,Pay one or dispute it. After a death it is cancelled.,Payer ou contester.,web;post,25.00,GBP,,
4,city,,<b>Bold</b> & beautiful,Gras,,Tidy <i>streets</i>.,Rues propres.,,,,Ask us.,
5,port,,,,Vergunning voor een kraam,,,,,,,
";

const LINKED: &str = r#"
@prefix cpsv: <http://purl.org/vocab/cpsv#> . @prefix cv: <http://data.europa.eu/m8g/> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:s:1> a cpsv:PublicService ; dct:identifier "1" ; dct:title "Birth certificates"@en , "Actes de naissance"@fr ;
  dct:description "A copy of the entry."@en ; cv:hasCompetentAuthority <urn:b:county> ; cv:isGroupedBy <urn:e:child> ;
  dct:spatial <urn:a:north> ; cv:hasParticipation <urn:p:1> ; cv:contactPoint <urn:c:1> ; cpsv:produces <urn:o:1> .
<urn:o:1> a cv:Output ; dct:identifier "1" ; dct:title "Parchment"@en .
<urn:p:1> a cv:Participation ; dct:identifier "1" ; dct:description "Zebediah decides"@en ; cv:hasParticipant <urn:b:county> ; cv:role <urn:r:1> .
<urn:c:1> a cv:ContactPoint ; cv:email "zebediah@county.example" .
<urn:b:county> a cv:PublicOrganisation ; skos:prefLabel "Quillshire County"@en ; dct:spatial <urn:a:north> .
<urn:e:child> a cv:LifeEvent ; dct:identifier "1" ; dct:title "Having a child"@en , "Avoir un enfant"@fr .
"#;

impl Town {
    fn empty() -> Self {
        let tables: Vec<Migration> = [::store::MIGRATIONS, MIGRATIONS].concat();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { fresh: testing::fresh(&tables), runtime, data: tempfile::tempdir().unwrap() }
    }

    fn settled() -> Self {
        let town = Self::empty();
        town.publish("city", Format::Template, TABLE, "2023-01-01");
        town.publish("county", Format::Turtle, LINKED, "2023-01-01");
        town
    }

    fn publish(&self, source: &str, format: Format, file: &str, from: &str) -> Id<id::Import> {
        let incoming = Incoming {
            source: source.to_owned(),
            format,
            title: "file".to_owned(),
            file: file.as_bytes().to_vec().into(),
            from: day(from),
            base: format!("urn:{source}:"),
        };
        let who = manager("ottoline");
        let received = import::receive(&self.fresh.store, &who, NOW, &incoming, |_| {});
        let import = self.runtime.block_on(received).unwrap().1.expect("the file changes something");
        self.approve_and_publish(&import.id);
        import.id
    }

    fn take_back(&self, id: &Id<id::Import>) {
        let who = manager("ottoline");
        let back = import::undo(&self.fresh.store, &who, NOW, id, |_| {});
        let back = self.runtime.block_on(back).unwrap();
        self.approve_and_publish(&back.id);
    }

    fn approve_and_publish(&self, id: &Id<id::Import>) {
        let (store, second, approved) = (&self.fresh.store, manager("percival"), id.clone());
        store.write_blocking(move |tx| import::approve(tx, &second, NOW, &approved, None)).unwrap();
        self.runtime.block_on(import::publish(store, &manager("ottoline"), NOW, id, |_| {})).unwrap();
    }

    fn finder(&self) -> Finder {
        Finder::open(self.data.path(), Synonyms::shipped()).unwrap()
    }

    /// A search that has followed up to a day.
    fn searched(&self, on: &str) -> Finder {
        let finder = self.finder();
        self.follow(&finder, on);
        finder
    }

    fn follow(&self, finder: &Finder, on: &str) -> bool {
        finder.follow(&self.fresh.store, day(on)).unwrap()
    }

    fn missed(&self) -> Vec<(String, i64)> {
        let all = self.fresh.store.read_blocking::<_, StoreError, _>(|tx| missed(tx, day("2023-01-01"), 10)).unwrap();
        all.into_iter().map(|Missed { words, times, .. }| (words, times)).collect()
    }
}

/// What most tests look through.
static FOUND: LazyLock<(Town, Finder)> = LazyLock::new(|| {
    let town = Town::settled();
    let finder = town.searched("2023-06-01");
    (town, finder)
});

fn asked<'a>(language: Language, text: &'a str, filters: &'a [Filter]) -> Asked<'a> {
    Asked { language, text, filters, skip: 0, limit: 20 }
}

fn find(language: Language, text: &str) -> Answer {
    FOUND.1.find(&asked(language, text, &[])).unwrap()
}

fn titles(answer: &Answer) -> Vec<String> {
    answer.hits.iter().map(|hit| hit.title.plain()).collect()
}

fn english(text: &str) -> Vec<String> {
    titles(&find(Language::En, text))
}

fn narrowed(text: &str, filters: &[Filter]) -> Vec<String> {
    titles(&FOUND.1.find(&asked(Language::En, text, filters)).unwrap())
}

/// With its marks as square brackets.
fn shown(marked: &Marked) -> String {
    let piece = |piece: &super::Piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() };
    marked.0.iter().map(piece).collect()
}

#[test]
fn a_title_counts_more_than_a_text_and_each_language_has_its_own_words() {
    assert_eq!(english("death"), ["Register a death", "Penalty charge notices"]);
    assert_eq!(english("registering deaths"), ["Register a death"]);
    assert_eq!(english("DÉCLARER"), Vec::<String>::new());
    assert_eq!(titles(&find(Language::Fr, "declarer des deces")), ["Déclarer un décès"]);
    assert_eq!(titles(&find(Language::Fr, "semaines")), ["Collecte des déchets"]);
    assert_eq!(english("bags"), ["Waste collection"]);
    assert_eq!(english("parchment"), ["Birth certificates"]);
}

#[test]
fn every_kind_that_people_look_for_is_found() {
    let kinds = |text| find(Language::En, text).hits.iter().map(|hit| hit.kind).collect::<Vec<_>>();
    assert_eq!(kinds("quillshire"), [Kind::Organisation]);
    assert_eq!(kinds("having a child"), [Kind::Event]);
    let hit = &find(Language::En, "birth certificates").hits[0];
    assert_eq!((hit.kind, hit.name.as_str()), (Kind::PublicService, "urn:s:1"));
    assert!(hit.id.starts_with("svc_"), "{}", hit.id);
}

#[test]
fn what_is_said_in_no_language_of_the_pages_is_found_as_it_is_written() {
    assert_eq!(english("vergunning"), ["Vergunning voor een kraam"]);
    assert_eq!(titles(&find(Language::Fr, "een kraam")), ["Vergunning voor een kraam"]);
    // There is no stemmer for it, and nothing in French about the body.
    assert_eq!(titles(&find(Language::Fr, "quillshire")), ["Quillshire County"]);
}

#[test]
fn the_beginning_of_the_last_word_is_enough() {
    assert_eq!(english("penalty char"), ["Penalty charge notices"]);
    assert_eq!(english("regis"), ["Register a death"]);
    let begun = find(Language::En, "wa");
    assert_eq!(shown(&begun.hits[0].title), "[Waste] collection");
    let other = find(Language::En, "char helicopter");
    assert_eq!((other.total, other.only_some_words), (0, false));
}

#[test]
fn one_slip_is_forgiven_and_what_was_meant_is_asked_with_its_accents() {
    let slipped = find(Language::En, "regsiter a death");
    assert_eq!(titles(&slipped), ["Register a death"]);
    assert_eq!(slipped.did_you_mean.as_deref(), Some("register a death"));
    let slipped = find(Language::Fr, "Comment déclarer un dcès ?");
    assert_eq!(slipped.did_you_mean.as_deref(), Some("Comment déclarer un décès ?"));
    // In short words a slip may be another word.
    let short = find(Language::En, "pai");
    assert_eq!((short.total, short.did_you_mean.as_deref()), (0, Some("pay")));
    // Two slips are another word.
    assert_eq!(find(Language::En, "rgsitr").did_you_mean, None);
    assert_eq!(find(Language::En, "register").did_you_mean, None);
    // A word that is there, and yet not the one that was meant.
    assert_eq!(english("charge noticed"), ["Penalty charge notices"]);
}

#[test]
fn the_words_that_people_use_find_the_words_of_the_law() {
    assert_eq!(english("rubbish"), ["Waste collection"]);
    assert_eq!(english("parking tickets"), ["Penalty charge notices"]);
    assert_eq!(titles(&find(Language::Fr, "poubelles")), ["Collecte des déchets"]);
    // What has the word itself comes first: a child's event before the certificate of its birth.
    let baby = english("baby");
    assert!(baby.contains(&"Birth certificates".to_owned()) && baby.contains(&"Having a child".to_owned()), "{baby:?}");
    assert_eq!(find(Language::En, "parking").total, 0);
}

#[test]
fn a_word_that_people_use_is_no_slip_of_another_and_what_is_gone_is_not_asked_after() {
    let town = Town::empty();
    let table = "id,body,body_name_en,title_en,title_fr\n\
        1,city,The City,Keeping order,Forces de l’ordre\n2,city,,Waste collection,Collecte des déchets\n\
        3,city,,Moorings,Mouillages\n";
    town.publish("city", Format::Template, table, "2023-01-01");
    let finder = town.searched("2023-06-01");
    let answer = finder.find(&asked(Language::Fr, "ordures", &[])).unwrap();
    assert_eq!((titles(&answer), answer.did_you_mean), (vec!["Collecte des déchets".to_owned()], None));
    let meant = |finder: &Finder| finder.find(&asked(Language::En, "morings", &[])).unwrap().did_you_mean;
    assert_eq!(meant(&finder).as_deref(), Some("moorings"));
    let (without, _) = table.split_once("3,").unwrap();
    town.publish("city", Format::Template, without, "2023-01-01");
    town.follow(&finder, "2023-06-01");
    assert_eq!(meant(&finder), None);
}

#[test]
fn what_has_some_of_the_words_is_found_where_nothing_has_all() {
    let some = find(Language::En, "helicopter death");
    assert_eq!((titles(&some)[0].as_str(), some.only_some_words), ("Register a death", true));
    assert!(!find(Language::En, "death").only_some_words);
}

#[test]
fn filters_narrow_down_what_is_found() {
    let by = |by, value: &str| Filter::new(by, value);
    assert_eq!(narrowed("death", &[by(By::Channel, "phone")]), ["Register a death"]);
    assert_eq!(narrowed("death", &[by(By::Channel, "phone"), by(By::Channel, "post")]).len(), 2);
    assert_eq!(narrowed("death", &[by(By::Channel, "phone"), by(By::Price, "fee")]), Vec::<String>::new());
    assert_eq!(narrowed("death", &[by(By::Price, "free")]), ["Register a death"]);
    assert_eq!(
        narrowed("", &[by(By::LifeEvent, "urn:e:child"), by(By::Kind, "PublicService")]),
        ["Birth certificates"]
    );
    assert_eq!(narrowed("certificate", &[by(By::Area, "urn:a:north")]), ["Birth certificates"]);
    assert_eq!(narrowed("certificate", &[by(By::Area, "urn:a:south")]), Vec::<String>::new());
    // Where no word says what fits best, titles are in the order of the alphabet.
    let city = narrowed("", &[by(By::Body, "urn:city:organisation/city"), by(By::Kind, "PublicService")]);
    let sorted = ["<b>Bold</b> & beautiful", "Penalty charge notices", "Register a death", "Waste collection"];
    assert_eq!(city, sorted);
    // A price of which no amount is said is none that is free.
    assert_eq!(narrowed("bold", &[by(By::Price, "free")]), Vec::<String>::new());
    assert_eq!(narrowed("bold", &[by(By::Price, "fee")]).len(), 1);
    assert_eq!(narrowed("waste", &[by(By::Price, "fee"), by(By::Price, "free")]), Vec::<String>::new());
    assert_eq!(narrowed("death", &[by(By::Channel, "\0"), by(By::Area, &"x".repeat(100_000))]), Vec::<String>::new());
}

#[test]
fn marks_of_html_are_not_among_the_words() {
    let town = Town::empty();
    let table =
        "id,body,body_name_en,title_en,description_en\n1,city,City,Mooring,<p>Bring <strong>papers</strong>.</p>\n";
    town.publish("city", Format::Template, table, "2023-01-01");
    let finder = town.searched("2023-06-01");
    let find = |text| finder.find(&asked(Language::En, text, &[])).unwrap().hits;
    assert_eq!(find("papers")[0].text.plain(), "Bring papers.");
    assert!(find("strong").is_empty());
}

#[test]
fn the_values_of_filters_are_counted() {
    let counts = |text| -> Counts { FOUND.1.counts(&asked(Language::En, text, &[])).unwrap() };
    let of = |counts: &Counts, by| counts[&by].clone();
    let death = counts("death");
    assert_eq!(of(&death, By::Kind), [("PublicService".to_owned(), 2)]);
    assert_eq!(of(&death, By::Price).len(), 2);
    assert_eq!(of(&death, By::Online), []);
    assert_eq!(of(&counts(""), By::Channel)[0], ("web".to_owned(), 2));
    assert_eq!(counts("zzzzzz"), Counts::new());
}

#[test]
fn a_service_is_online_end_to_end_where_each_of_its_steps_is() {
    let town = Town::empty();
    let head = "fiscal_yr,service_id,service_name_en,service_name_fr,service_description_en,service_description_fr,\
        service_type,client_target_groups,service_fee,num_applications_online,owner_org,owner_org_title,\
        os_application,os_decision,os_issuance";
    let row =
        |id: &str, steps: &str| format!("2023-2024,{id},Service {id},Service {id},,,INFO,PERSON,N,1,x,X | X,{steps}");
    let rows = [row("1", "Y,Y,NA"), row("2", "Y,N,Y"), row("3", "NA,NA,NA"), row("4", "Y,Y,Y")];
    town.publish("ca", Format::CanadaServices, &[&[head.to_owned()], &rows[..]].concat().join("\n"), "2023-01-01");
    let finder = town.searched("2023-06-01");
    let filters = [Filter::new(By::Online, "end-to-end")];
    let mut found = titles(&finder.find(&asked(Language::En, "service", &filters)).unwrap());
    found.sort();
    assert_eq!(found, ["Service 1", "Service 4"]);
}

#[test]
fn what_was_looked_for_is_marked_and_nothing_of_a_text_is_markup() {
    let found = find(Language::En, "streets bolder");
    assert_eq!(shown(&found.hits[0].title), "<b>Bold</b> & beautiful");
    assert_eq!(shown(&found.hits[0].text), "Tidy [streets].");
    let found = find(Language::Fr, "DECES");
    assert_eq!(shown(&found.hits[0].title), "Déclarer un [décès]");
    // A long text is shown around what was looked for.
    let town = Town::empty();
    let filler = "and so on ".repeat(60);
    let table = format!("id,body,title_en,description_en\n1,x,Long,{filler} needle {filler}\n");
    town.publish("long", Format::Template, &table, "2023-01-01");
    let finder = town.searched("2023-06-01");
    let text = |words| shown(&finder.find(&asked(Language::En, words, &[])).unwrap().hits[0].text);
    let around = text("needles");
    assert!(around.starts_with("… ") && around.ends_with(" …") && around.contains("[needle]"), "{around}");
    assert!(around.chars().count() < 260, "{around}");
    let beginning = text("long");
    assert!(beginning.starts_with("and so on and") && beginning.ends_with(" …"), "{beginning}");
}

#[test]
fn pages_go_through_all_hits_once_and_are_bounded() {
    let town = Town::empty();
    let rows: Vec<String> = (0..120).map(|n| format!("{n},x,Permit {n}")).collect();
    town.publish("x", Format::Template, &format!("id,body,title_en\n{}", rows.join("\n")), "2023-01-01");
    let finder = town.searched("2023-06-01");
    let page = |skip, limit| finder.find(&Asked { skip, limit, ..asked(Language::En, "permit", &[]) }).unwrap();
    let mut seen: Vec<String> = (0..12).flat_map(|n| titles(&page(n * 10, 10))).collect();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 120);
    assert_eq!((page(0, usize::MAX).hits.len(), page(0, 0).hits.len(), page(0, 1).total), (MOST_HITS, 0, 120));
    assert_eq!(page(usize::MAX, 10).hits.len(), 0);
}

#[test]
fn who_is_responsible_is_not_in_the_index() {
    let (schema, _) = super::fields::Fields::schema();
    let names: Vec<&str> = schema.fields().map(|(_, entry)| entry.name()).collect();
    let words = ["title", "text", "title_words", "words"];
    let mut expected = ["id", "kind", "name", "filters", "order_en", "order_fr"].map(str::to_owned).to_vec();
    expected.extend(["en", "fr", "other"].iter().flat_map(|language| words.map(|word| format!("{word}_{language}"))));
    assert_eq!(names, expected);
    // Nor who takes part, nor whom to call.
    for words in ["zebediah", "decides", "example"] {
        assert_eq!(find(Language::En, words).total, 0, "{words}");
    }
    // Nor can this crate know: what says so depends on it.
    assert!(!include_str!("../../../../Cargo.toml").contains("responsibility"));
}

#[test]
fn what_was_looked_for_in_vain_is_counted_in_words_of_the_catalogue_only() {
    let town = Town::settled();
    let finder = town.searched("2023-06-01");
    let times = |times, text: &str, filters: &[Filter]| {
        for _ in 0..times {
            finder.find(&asked(Language::En, text, filters)).unwrap();
        }
    };
    let write = |on| town.runtime.block_on(finder.write_missed(&town.fresh.store, on)).unwrap();
    times(3, "death of Ermintrude Blenkinsop, 01632 960999", &[]);
    times(4, "collection certificates", &[]);
    times(2, "register certificates", &[]);
    times(5, "register zzzz death zzzz certificates zzzz waste zzzz penalty", &[]);
    times(9, "death", &[]);
    times(9, "death", &[Filter::new(By::Area, "urn:a:nowhere")]);
    write(day("2023-06-01"));
    let expected = [("certificates death penalty register waste …", 5), ("certificates collection", 4), ("death …", 3)];
    assert_eq!(town.missed(), expected.map(|(words, times)| (words.to_owned(), times)));
    // Written once; what comes on another day is added up.
    write(day("2023-06-02"));
    times(1, "register certificates", &[]);
    write(day("2023-06-02"));
    assert_eq!(town.missed().len(), 4);
    let all = town.fresh.store.read_blocking::<_, StoreError, _>(|tx| {
        tx.all("SELECT words FROM search_missed ORDER BY words", ::store::args![], |row| row.get::<String>(0))
    });
    assert!(all.unwrap().iter().all(|words| !words.contains("ermintrude") && !words.contains("960999")));

    // A year and a day later the first day is forgotten, and the second is not.
    let days = || {
        let sql = "SELECT DISTINCT day FROM search_missed ORDER BY day";
        let days = |tx: &mut ::store::Tx<'_>| tx.all(sql, ::store::args![], |row| row.get::<String>(0));
        town.fresh.store.read_blocking::<_, StoreError, _>(days).unwrap()
    };
    for (on, kept) in [("2024-06-02", ["2023-06-02", "2024-06-02"]), ("2024-06-03", ["2024-06-02", "2024-06-03"])] {
        times(1, "death of Ermintrude", &[]);
        write(day(on));
        assert_eq!(days(), kept);
    }
}

proptest! {
    #[test]
    fn no_input_is_too_strange(
        text in any::<String>(),
        french in any::<bool>(),
        (skip, limit) in (any::<usize>(), 0..100_usize),
        value in proptest::option::of(any::<String>()),
        by in 0..By::ALL.len(),
    ) {
        let language = if french { Language::Fr } else { Language::En };
        let filters: Vec<Filter> = value.into_iter().map(|value| Filter::new(By::ALL[by], value)).collect();
        let asked = Asked { language, text: &text, filters: &filters, skip, limit };
        let answer = FOUND.1.find(&asked).unwrap();
        prop_assert!(answer.hits.len() <= limit.min(MOST_HITS));
        FOUND.1.counts(&asked).unwrap();
    }

    /// Whatever words of the inventory are asked for, with whatever between them: pieces put together are the text.
    #[test]
    fn marks_are_of_words_and_lose_nothing(
        words in proptest::collection::vec("(death|regis|pay|wast|<b>|&|collection|dcès|é|zz|un|\\PC{1,4})", 0..15),
        between in "[ ,;'’\"<>]{1,2}",
    ) {
        for language in Language::ALL {
            let answer = find(language, &words.join(&between));
            for hit in &answer.hits {
                let title = hit.title.plain();
                let known = if title.starts_with('<') { "<b>Bold</b> & beautiful" } else { title.as_str() };
                prop_assert_eq!(&title, known);
                prop_assert!(hit.title.0.iter().all(|piece| !piece.text.is_empty()));
                prop_assert!(hit.title.0.iter().filter(|piece| piece.marked).all(|piece| piece.text.chars().all(char::is_alphanumeric)));
            }
        }
    }
}
