use jiff::civil::date;
use store::testing::fresh;
use values::{Effective, Text};

use super::*;
use crate::{
    Model,
    data::ModelData,
    franchise::Serves,
    model,
    resource::{Amount, Resource},
};

fn migrations() -> Vec<store::Migration> {
    store::MIGRATIONS.iter().chain(crate::MIGRATIONS).copied().collect()
}

fn staff(role: Role) -> Actor {
    let who = Who::Staff(Id::named("ann").unwrap());
    Actor { who, role, body: Some(body("north")), on_behalf_of: None, via: "test".into() }
}

fn body(name: &str) -> Id<id::Organisation> {
    Id::named(name).unwrap()
}

fn named(name: &str, lead: &str) -> Named {
    Named {
        id: Id::named(name).unwrap(),
        name: Text { en: "Home".into(), fr: "Logement".into() },
        serves: Serves::LifeEvent(Id::named("moving").unwrap()),
        charter: Text { en: "Once.".into(), fr: "Une fois.".into() },
        instrument: Id::named("charter").unwrap(),
        illustrative: true,
        lead: body(lead),
    }
}

fn made(name: &str, lead: &str, partners: &[&str]) -> Made {
    Made { named: named(name, lead), partners: partners.iter().copied().map(body).collect(), journeys: Vec::new() }
}

fn line(name: &str) -> Resource {
    Resource {
        id: Id::named(name).unwrap(),
        line: name.into(),
        body: body("north"),
        franchise: Some(Id::named("home").unwrap()),
        title: Text { en: "Staff".into(), fr: "Personnel".into() },
        service_type: None,
        function: None,
        amount: Amount::Posts(350),
        valid: Effective { from: date(2023, 1, 1), until: None },
        illustrative: true,
        since_version: 0,
        until_version: None,
    }
}

#[test]
fn every_command_takes_a_version_and_leaves_what_was_known_before() {
    let fresh = fresh(&migrations());
    let (actor, now) = (staff(Role::TransferPlanner), fresh.clocks.now());
    fresh
        .store
        .write_blocking(move |tx| {
            let data = ModelData::default();
            model::record(tx, &actor, now, &data).expect("nothing is wrong");
            create(tx, &actor, now, &made("home", "north", &["south"]), date(2023, 1, 1))?;
            let mut data = ModelData::default();
            data.arrangements.franchises = Model::load(tx)?.arrangements().franchises.clone();
            data.arrangements.resources = vec![line("staff"), line("rent")];
            let recorded = model::record(tx, &actor, now, &data).expect("nothing is wrong").number;
            let known = Model::load(tx)?;
            assert_eq!(known.arrangements().franchises[0].since_version, 2, "the same words are the same row");

            let part = |name: &str, lead: &str, line: &str| SplitPart {
                made: made(name, lead, &[]),
                lines: vec![line.into()],
                shares: Vec::new(),
            };
            let id = Id::named("home").unwrap();
            let lost = [part("rent", "north", "rent"), part("buy", "south", "rent")];
            assert!(matches!(
                split(tx, &actor, now, &id, &lost, date(2023, 6, 1)),
                Err(FranchiseError::Refused(Refused::LineTwice(_)))
            ));
            assert_eq!(model::current_version(tx)?.number, recorded, "what is refused changes nothing");

            let parts = [part("rent", "north", "rent"), part("buy", "south", "staff")];
            for other in [Actor::portico("test"), staff(Role::TransferApprover)] {
                let refused = split(tx, &other, now, &id, &parts, date(2023, 6, 1));
                assert!(matches!(refused, Err(FranchiseError::NotTheirs)), "{refused:?}");
            }
            split(tx, &actor, now, &id, &parts, date(2023, 6, 1))?;
            hand_over(tx, &actor, now, &Id::named("buy").unwrap(), &body("east"), OldLead::Leaves, date(2023, 7, 1))?;
            let both = [Id::named("rent").unwrap(), Id::named("buy").unwrap()];
            merge(tx, &actor, now, &both, &named("again", "east"), date(2023, 8, 1))?;
            close(tx, &actor, now, &Id::named("again").unwrap(), date(2023, 9, 1))?;

            let model = Model::load(tx)?;
            let with = |version: u64, day: Day| -> Vec<String> {
                let known = model.arrangements_at(version);
                let rows = known.resources.iter().filter(|row| row.valid.holds_on(day));
                let mut with: Vec<_> = rows
                    .map(|row| format!("{} {}", row.line, row.franchise.as_ref().map_or("none", Id::name)))
                    .collect();
                with.sort();
                with
            };
            assert_eq!(with(recorded, date(2023, 8, 1)), ["rent home", "staff home"], "as it was believed");
            assert_eq!(with(model.version(), date(2023, 5, 1)), ["rent home", "staff home"]);
            assert_eq!(with(model.version(), date(2023, 6, 1)), ["rent rent", "staff buy"]);
            assert_eq!(with(model.version(), date(2023, 8, 1)), ["rent again", "staff again"]);
            assert_eq!(
                with(model.version(), date(2023, 9, 1)),
                ["rent none", "staff none"],
                "they stay with the bodies"
            );
            let mut same = model.arrangements().franchises.clone();
            assert_eq!(undone_by(tx, &same)?, None, "files that say the same undo nothing");
            same[0].name.en = "Away".into();
            assert_eq!(undone_by(tx, &same)?, Some(same[0].id.clone()));
            let home = history(tx, &id)?;
            assert_eq!(home.len(), 2);
            assert_eq!(home.iter().map(|known| known.valid.until).collect::<Vec<_>>(), [None, Some(date(2023, 6, 1))]);
            assert_eq!(audit::unnumbered(tx, 50)?.len(), 7, "one entry for each command, none for the refused one");
            Ok::<_, FranchiseError>(())
        })
        .unwrap();
}
