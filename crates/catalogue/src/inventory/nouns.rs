//! The nouns of an inventory, each with the properties that say it in linked data.
//!
//! Classes and properties are those of CPSV-AP 3.2.0; behind the first come names that older or neighbouring catalogues
//! use for the same: 2.2.1 (`cv:hasCriterion`, `schema:telephone`), and the concepts of the Flemish catalogue.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    Field, Fields, Iri, Keywords, Noun, Statement, Texts,
    rdf::terms::{DATE, DOUBLE, DURATION, cpsv, cv, dcat, dct, eli, foaf, lpdc, org, ours, schema, skos},
};

const CONCEPT: &str = skos!("Concept");
const LOCATION: &str = dct!("Location");
const LANGUAGE: &str = dct!("LinguisticSystem");
const DOCUMENT: &str = foaf!("Document");
const HOURS: &str = "http://www.w3.org/2006/time#TemporalEntity";
const ORGANIZATION: &str = org!("Organization");

const IDENTIFIER: Field = Field::new("identifier", &[dct!("identifier"), schema!(http "productID")]).asked();
const TITLE: Field = Field::new("title", &[dct!("title")]);
const DESCRIPTION: Field = Field::new("description", &[dct!("description"), eli!("description")]);
const TYPES: Field = Field::new("types", &[dct!("type")]).listed(CONCEPT);
const LANGUAGES: Field = Field::new("languages", &[dct!("language")]).listed(LANGUAGE);
const OPENING_HOURS: Field = Field::new("opening_hours", &[cv!("openingHours")]).listed(HOURS);
const CLOSED: Field = Field::new("special_opening_hours", &[cv!("specialOpeningHoursSpecification")]).listed(HOURS);

/// Declares the kinds and the inventory out of one list, in the order in which they are read and written.
macro_rules! inventory {
    ($($(#[$doc:meta])* $records:ident: $noun:ident = $classes:expr;)*) => {
        /// The kinds of thing that an inventory is made of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind {
            $($(#[$doc])* $noun,)*
        }

        impl Kind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$noun),*];

            /// Its name in the database and in reports.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$noun => stringify!($noun),)*
                }
            }

            /// The kind of this name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.as_str() == name)
            }

            /// The classes that make a node one of this kind. It is written as the first.
            pub fn classes(self) -> &'static [&'static str] {
                match self {
                    $(Self::$noun => $classes,)*
                }
            }
        }

        /// All that is said, by the names of things.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct Inventory {
            $($(#[$doc])* #[serde(skip_serializing_if = "BTreeMap::is_empty")] pub $records: BTreeMap<Iri, $noun>,)*
            /// Things of no kind that the model knows. Kept as they came.
            #[serde(skip_serializing_if = "BTreeMap::is_empty")]
            pub others: BTreeMap<Iri, Other>,
        }

        impl Inventory {
            /// Does it say anything of a thing of this kind?
            pub fn has(&self, kind: Kind, name: &Iri) -> bool {
                match kind {
                    $(Kind::$noun => self.$records.contains_key(name),)*
                }
            }

            /// How many things of this kind it speaks of.
            pub fn count(&self, kind: Kind) -> usize {
                match kind {
                    $(Kind::$noun => self.$records.len(),)*
                }
            }

            /// The names of all things of this kind.
            pub fn names(&self, kind: Kind) -> Vec<Iri> {
                match kind {
                    $(Kind::$noun => self.$records.keys().cloned().collect(),)*
                }
            }

            /// Copies all that it says of a thing.
            pub(super) fn copy_into(&self, other: &mut Self, name: &Iri) {
                $(if let Some(noun) = self.$records.get(name) {
                    other.$records.insert(name.clone(), noun.clone());
                })*
                if let Some(thing) = self.others.get(name) {
                    other.others.insert(name.clone(), thing.clone());
                }
            }

            /// The names of all things that it speaks of.
            pub fn every_name(&self) -> BTreeSet<Iri> {
                let mut names: BTreeSet<Iri> = self.others.keys().cloned().collect();
                $(names.extend(self.$records.keys().cloned());)*
                names
            }

            /// Forgets a thing, of whatever kind.
            pub fn forget(&mut self, name: &Iri) {
                $(self.$records.remove(name);)*
                self.others.remove(name);
            }

            /// Adds what another says. Where both speak of a thing, the other counts.
            pub fn extend(&mut self, other: Self) {
                $(self.$records.extend(other.$records);)*
                self.others.extend(other.others);
            }

            /// Goes through every record of every kind.
            pub(super) fn each(&mut self, visitor: &mut impl Visitor) {
                $(for (name, noun) in &mut self.$records { visitor.noun(name, noun); })*
            }

            /// Shows every record of every kind, one at a time, to whoever only looks: what it does to one stays nowhere.
            pub(super) fn look(&self, visitor: &mut impl Visitor) {
                $(for (name, noun) in &self.$records { visitor.noun(name, &mut noun.clone()); })*
            }

            /// Goes through one record.
            pub(super) fn one(&self, kind: Kind, name: &Iri, visitor: &mut impl Visitor) {
                match kind {
                    $(Kind::$noun => {
                        if let Some(noun) = self.$records.get(name) {
                            visitor.noun(name, &mut noun.clone());
                        }
                    })*
                }
            }

            /// Which kind of record it has of this name.
            pub fn kind_of(&self, name: &Iri) -> Option<Kind> {
                $(if self.$records.contains_key(name) { return Some(Kind::$noun); })*
                None
            }

            /// A new record of this kind, filled by `fill`.
            pub(super) fn add(&mut self, kind: Kind, name: Iri, filler: &mut impl Visitor) {
                match kind {
                    $(Kind::$noun => {
                        let mut noun = $noun::default();
                        filler.noun(&name, &mut noun);
                        self.$records.insert(name, noun);
                    })*
                }
            }

            /// Leaves a record out.
            pub fn remove(&mut self, kind: Kind, name: &Iri) {
                match kind {
                    $(Kind::$noun => { self.$records.remove(name); })*
                }
            }
        }
    };
}

/// Something that goes through records.
pub(super) trait Visitor {
    fn noun<N: Noun>(&mut self, name: &Iri, noun: &mut N);
}

inventory! {
    /// Bodies.
    organisations: Organisation = &[cv!("PublicOrganisation")];
    /// What people need, whoever provides it: the concepts that bodies' services are instances of.
    service_types: ServiceType = &[lpdc!("ConceptualPublicService"), lpdc!("ConceptualPublicServiceSnapshot")];
    /// Bodies' services.
    services: PublicService = &[cpsv!("PublicService"), lpdc!("InstancePublicService")];
    /// What happens in a life or a business and brings services with it.
    events: Event = &[cv!("Event"), cv!("LifeEvent"), cv!("BusinessEvent")];
    /// How people reach a service.
    channels: Channel = &[cv!("Channel")];
    /// Whom to call or write to.
    contact_points: ContactPoint = &[cv!("ContactPoint"), schema!("ContactPoint"), schema!(http "ContactPoint")];
    /// What a service costs.
    costs: Cost = &[cv!("Cost")];
    /// What comes out of a service.
    outputs: Output = &[cv!("Output")];
    /// What has to hold.
    requirements: Requirement = &[cv!("Requirement"), cv!("CriterionRequirement"), cv!("Criterion")];
    /// What shows that it holds.
    evidence: Evidence = &[cv!("Evidence")];
    /// What sort of evidence is taken.
    evidence_types: EvidenceType = &[cv!("EvidenceType")];
    /// How it is done.
    rules: Rule = &[cpsv!("Rule")];
    /// The law behind it.
    legal_resources: LegalResource = &[eli!("LegalResource")];
    /// Who else takes part, and as what.
    participations: Participation = &[cv!("Participation")];
    /// What is promised of a service, and what was measured.
    standards: ServiceStandard = &[ours!("ServiceStandard")];
}

/// Declares a noun: its fields in reading order, each with what says it.
macro_rules! noun {
    ($(#[$doc:meta])* $noun:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty, $way:ident $said:expr;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct $noun {
            $($(#[$field_doc])* #[serde(skip_serializing_if = "is_empty")] pub $field: $kind,)*
            /// What else was said of it.
            #[serde(skip_serializing_if = "BTreeSet::is_empty")]
            pub rest: BTreeSet<Statement>,
        }

        impl Noun for $noun {
            const KIND: Kind = Kind::$noun;

            fn fields(&mut self, fields: &mut impl Fields) {
                $(fields.$way(&const { $said }, &mut self.$field);)*
            }

            fn rest(&mut self) -> &mut BTreeSet<Statement> {
                &mut self.rest
            }
        }
    };
}

/// Is there nothing in a field?
fn is_empty<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

noun! {
    /// A body (`cv:PublicOrganisation`).
    Organisation {
        /// Its number or code.
        identifier: Option<String>, letters Field::new("identifier", &[dct!("identifier")]);
        /// What it is called.
        name: Texts, texts Field::new("name", &[skos!("prefLabel")]).needed();
        /// Where it works.
        places: BTreeSet<Iri>, things Field::new("places", &[dct!("spatial")]).asked().listed(LOCATION);
        /// Its own pages.
        homepage: BTreeSet<Iri>, things Field::new("homepage", &[foaf!("homepage")]);
        /// What sort of body it is: public, private or voluntary, and how far its work reaches.
        classes: BTreeSet<Iri>, things Field::new("classes", &[org!("classification")]).listed(CONCEPT);
        /// The day on which it came into being.
        founded: Option<String>, letters Field::new("founded", &[schema!("foundingDate"), schema!(http "foundingDate")]).of_type(DATE);
        /// The first day on which it was no more.
        dissolved: Option<String>, letters Field::new("dissolved", &[schema!("dissolutionDate"), schema!(http "dissolutionDate")]).of_type(DATE);
        /// Whose work it took over.
        predecessors: BTreeSet<Iri>, things Field::new("predecessors", &[dct!("replaces")]).listed(ORGANIZATION);
        /// Who took over its work.
        successors: BTreeSet<Iri>, things Field::new("successors", &[dct!("isReplacedBy")]).listed(ORGANIZATION);
    }
}

noun! {
    /// What people need, whoever provides it (`lpdc:ConceptualPublicService`).
    ServiceType {
        /// Its number or code.
        identifier: Option<String>, letters IDENTIFIER;
        /// What it is called.
        title: Texts, texts TITLE.needed();
        /// What it does for a person.
        description: Texts, texts DESCRIPTION;
        /// Words that people may look for.
        keywords: Keywords, keywords Field::new("keywords", &[dcat!("keyword")]);
        /// What sort of service it is.
        types: BTreeSet<Iri>, things TYPES;
        /// What it is about.
        themes: BTreeSet<Iri>, things Field::new("themes", &[cv!("thematicArea")]).listed(CONCEPT);
        /// For whom it is.
        audience: BTreeSet<Iri>, things Field::new("audience", &[dct!("audience"), lpdc!("targetAudience")]).listed(CONCEPT);
        /// What has to hold.
        requirements: BTreeSet<Iri>, things REQUIREMENTS;
        /// How it is done.
        rules: BTreeSet<Iri>, things RULES;
        /// What it costs.
        costs: BTreeSet<Iri>, things COSTS;
        /// The edition that this was read from, where the source numbers them.
        edition: Option<Iri>, thing Field::new("edition", &[dct!("hasVersion")]);
    }
}

const REQUIREMENTS: Field = Field::new(
    "requirements",
    &[cv!("holdsRequirement"), cv!("hasCriterion"), "http://vocab.belgif.be/ns/publicservice#hasRequirement"],
)
.at(Kind::Requirement);
const RULES: Field = Field::new("rules", &[cpsv!("follows")]).at(Kind::Rule);
const COSTS: Field = Field::new("costs", &[cv!("hasCost")]).at(Kind::Cost);

noun! {
    /// One body's service (`cpsv:PublicService`).
    PublicService {
        /// Its number or code at the body.
        identifier: Option<String>, letters IDENTIFIER;
        /// What it is called.
        title: Texts, texts TITLE.needed();
        /// What it does for a person.
        description: Texts, texts DESCRIPTION.asked();
        /// The body in law.
        authorities: BTreeSet<Iri>, things Field::new("authorities", &[cv!("hasCompetentAuthority")]).asked().at(Kind::Organisation);
        /// What it is an instance of.
        service_type: Option<Iri>, thing Field::new("service_type", &[dct!("source")]).at(Kind::ServiceType);
        /// Who else takes part.
        participations: BTreeSet<Iri>, things Field::new("participations", &[cv!("hasParticipation")]).at(Kind::Participation);
        /// Life and business events that bring it with them.
        events: BTreeSet<Iri>, things Field::new("events", &[cv!("isGroupedBy")]).at(Kind::Event);
        /// How people reach it.
        channels: BTreeSet<Iri>, things Field::new("channels", &[cv!("hasChannel")]).at(Kind::Channel);
        /// Whom to call or write to.
        contact_points: BTreeSet<Iri>, things Field::new("contact_points", &[cv!("contactPoint"), cv!("hasContactPoint")]).at(Kind::ContactPoint);
        /// What it costs.
        costs: BTreeSet<Iri>, things COSTS;
        /// How long it takes, as an ISO 8601 duration.
        processing_time: Option<String>, letters PROCESSING_TIME;
        /// What comes out of it.
        outputs: BTreeSet<Iri>, things Field::new("outputs", &[cpsv!("produces")]).at(Kind::Output);
        /// What has to hold.
        requirements: BTreeSet<Iri>, things REQUIREMENTS;
        /// What has to be shown.
        evidence: BTreeSet<Iri>, things Field::new("evidence", &[cpsv!("hasInput")]).at(Kind::Evidence);
        /// What sorts of evidence are taken.
        evidence_types: BTreeSet<Iri>, things Field::new("evidence_types", &[cv!("hasInputType")]).at(Kind::EvidenceType);
        /// How it is done.
        rules: BTreeSet<Iri>, things RULES;
        /// The law behind it.
        legal_resources: BTreeSet<Iri>, things Field::new("legal_resources", &[cv!("hasLegalResource")]).at(Kind::LegalResource);
        /// Services that have to come first.
        requires: BTreeSet<Iri>, things Field::new("requires", &[dct!("requires")]).at(Kind::PublicService);
        /// Services near to it.
        related: BTreeSet<Iri>, things Field::new("related", &[cv!("relatedService"), dct!("relation")]).at(Kind::PublicService);
        /// Words that people may look for.
        keywords: Keywords, keywords Field::new("keywords", &[dcat!("keyword")]);
        /// The languages it is given in.
        languages: BTreeSet<Iri>, things LANGUAGES;
        /// Where it is given.
        places: BTreeSet<Iri>, things Field::new("places", &[dct!("spatial")]).listed(LOCATION);
        /// For whom it is.
        audience: BTreeSet<Iri>, things Field::new("audience", &[dct!("audience")]).listed(CONCEPT);
        /// What it is about.
        themes: BTreeSet<Iri>, things Field::new("themes", &[cv!("thematicArea")]).listed(CONCEPT);
        /// The sectors of business it is for.
        sectors: BTreeSet<Iri>, things Field::new("sectors", &[cv!("sector")]).listed(CONCEPT);
        /// Which functions of government it serves.
        types: BTreeSet<Iri>, things TYPES;
        /// How else it is classified.
        classes: BTreeSet<Iri>, things Field::new("classes", &[cv!("isClassifiedBy")]).listed(CONCEPT);
        /// Is it in use?
        status: Option<Iri>, thing Field::new("status", &["http://www.w3.org/ns/adms#status"]).listed(CONCEPT);
        /// Its own pages.
        pages: BTreeSet<Iri>, things Field::new("pages", &[foaf!("page")]);
    }
}

const PROCESSING_TIME: Field = Field::new("processing_time", &[cv!("processingTime")]).of_type(DURATION);

noun! {
    /// Something that happens (`cv:Event`).
    Event {
        /// Its number or code.
        identifier: Option<String>, letters IDENTIFIER;
        /// What it is called.
        title: Texts, texts TITLE.needed();
        /// What it is about.
        description: Texts, texts DESCRIPTION;
        /// What sort of event it is.
        types: BTreeSet<Iri>, things TYPES;
        /// The services that it brings with it.
        services: BTreeSet<Iri>, things Field::new("services", &[cv!("hasRelatedService")]).at(Kind::PublicService);
    }
}

noun! {
    /// A way to a service (`cv:Channel`).
    Channel {
        /// Its number or code.
        identifier: Option<String>, letters IDENTIFIER;
        /// What is said about it.
        description: Texts, texts DESCRIPTION;
        /// Which way it is.
        way: Option<Iri>, thing Field::new("way", &[dct!("type")]).listed(CONCEPT);
        /// Whose it is.
        owners: BTreeSet<Iri>, things Field::new("owners", &[cv!("ownedBy")]).listed(ORGANIZATION);
        /// How long it takes this way, as an ISO 8601 duration.
        processing_time: Option<String>, letters PROCESSING_TIME;
        /// When it is open.
        opening_hours: BTreeSet<Iri>, things OPENING_HOURS;
        /// When it is not, or otherwise.
        special_opening_hours: BTreeSet<Iri>, things CLOSED;
        /// What has to be shown this way.
        evidence: BTreeSet<Iri>, things Field::new("evidence", &[cpsv!("hasInput")]).at(Kind::Evidence);
    }
}

noun! {
    /// Whom to call or write to (`cv:ContactPoint`).
    ContactPoint {
        /// Its number or code.
        identifier: Option<String>, letters Field::new("identifier", &[dct!("identifier")]);
        /// Telephone numbers, as people write them.
        telephones: BTreeSet<String>, all_letters Field::new("telephones", &[cv!("telephone"), schema!("telephone"), schema!(http "telephone")]);
        /// E-mail addresses.
        emails: BTreeSet<String>, all_letters Field::new("emails", &[cv!("email"), schema!("email"), schema!(http "email")]);
        /// Pages with a form or more.
        pages: BTreeSet<Iri>, things Field::new("pages", &[cv!("contactPage")]).listed(DOCUMENT);
        /// When somebody is there.
        opening_hours: BTreeSet<Iri>, things OPENING_HOURS;
        /// When nobody is, or otherwise.
        special_opening_hours: BTreeSet<Iri>, things CLOSED;
    }
}

noun! {
    /// A price (`cv:Cost`).
    Cost {
        /// Its number or code.
        identifier: Option<String>, letters IDENTIFIER;
        /// What is said about it.
        description: Texts, texts DESCRIPTION;
        /// How much, as a decimal number of whole units of the currency.
        amount: Option<String>, letters Field::new("amount", &[cv!("hasValue")]).of_type(DOUBLE);
        /// Which money.
        currency: Option<Iri>, thing Field::new("currency", &[cv!("currency")]).listed(CONCEPT);
        /// The channel that it is the price of, where channels differ.
        channel: Option<Iri>, thing Field::new("channel", &[cv!("ifAccessedThrough")]).at(Kind::Channel);
        /// Who sets it.
        set_by: BTreeSet<Iri>, things Field::new("set_by", &[cv!("isDefinedBy")]).listed(ORGANIZATION);
    }
}

noun! {
    /// What comes out of a service (`cv:Output`).
    Output {
        /// Its number or code.
        identifier: Option<String>, letters IDENTIFIER;
        /// What it is called.
        title: Texts, texts TITLE.asked();
        /// What it is.
        description: Texts, texts DESCRIPTION;
        /// What sort of thing it is.
        types: BTreeSet<Iri>, things TYPES;
        /// The languages it comes in.
        languages: BTreeSet<Iri>, things LANGUAGES;
    }
}

noun! {
    /// What has to hold (`cv:Requirement`).
    Requirement {
        /// Its number or code.
        identifier: Option<String>, letters IDENTIFIER;
        /// What it is called.
        title: Texts, texts TITLE.asked();
        /// What it asks for.
        description: Texts, texts DESCRIPTION;
        /// What sort it is.
        types: BTreeSet<Iri>, things TYPES;
        /// The rule that it comes from.
        rules: BTreeSet<Iri>, things Field::new("rules", &[cv!("fulfils")]).at(Kind::Rule);
        /// What shows that it holds.
        evidence: BTreeSet<Iri>, things Field::new("evidence", &[cv!("hasSupportingEvidence")]).at(Kind::Evidence);
    }
}

noun! {
    /// What shows that something holds (`cv:Evidence`).
    Evidence {
        /// Its number or code.
        identifier: Option<String>, letters IDENTIFIER;
        /// What it is called.
        title: Texts, texts TITLE.asked();
        /// What it is.
        description: Texts, texts DESCRIPTION;
        /// What sort it is.
        sort: Option<Iri>, thing Field::new("sort", &[dct!("type")]).listed(CONCEPT);
        /// The sorts of evidence that it is one of.
        conforms_to: BTreeSet<Iri>, things Field::new("conforms_to", &[dct!("conformsTo")]).at(Kind::EvidenceType);
        /// What it shows.
        requirements: BTreeSet<Iri>, things Field::new("requirements", &[cv!("supportsRequirement")]).at(Kind::Requirement);
        /// The languages it is taken in.
        languages: BTreeSet<Iri>, things LANGUAGES;
        /// Pages about it.
        pages: BTreeSet<Iri>, things Field::new("pages", &[foaf!("page")]).listed(DOCUMENT);
    }
}

noun! {
    /// A sort of evidence (`cv:EvidenceType`).
    EvidenceType {
        /// Its number or code.
        identifier: Option<String>, letters IDENTIFIER;
        /// How it is classified.
        classes: BTreeSet<Iri>, things Field::new("classes", &[cv!("evidenceTypeClassification")]).listed(CONCEPT);
    }
}

noun! {
    /// How it is done (`cpsv:Rule`).
    Rule {
        /// Its number or code.
        identifier: Option<String>, letters IDENTIFIER;
        /// What it is called.
        title: Texts, texts TITLE.asked();
        /// What it says.
        description: Texts, texts DESCRIPTION.asked();
        /// What sort it is.
        sort: Option<Iri>, thing Field::new("sort", &[dct!("type")]).listed(CONCEPT);
        /// The languages it is written in.
        languages: BTreeSet<Iri>, things LANGUAGES;
        /// The law that it carries out.
        legal_resources: BTreeSet<Iri>, things Field::new("legal_resources", &[cpsv!("implements")]).at(Kind::LegalResource);
    }
}

noun! {
    /// A law, an order, a decision (`eli:LegalResource`).
    LegalResource {
        /// Its number or code.
        identifier: Option<String>, letters Field::new("identifier", &[dct!("identifier")]);
        /// What it is called.
        title: Texts, texts TITLE;
        /// What it is.
        description: Texts, texts DESCRIPTION;
        /// Law near to it.
        related: BTreeSet<Iri>, things Field::new("related", &[dct!("relation")]).at(Kind::LegalResource);
    }
}

noun! {
    /// Who takes part in a service, and as what (`cv:Participation`).
    Participation {
        /// Its number or code.
        identifier: Option<String>, letters IDENTIFIER;
        /// What is said about it.
        description: Texts, texts DESCRIPTION.asked();
        /// Who.
        participant: Option<Iri>, thing Field::new("participant", &[cv!("hasParticipant")]).asked().listed(foaf!("Agent"));
        /// As what.
        roles: BTreeSet<Iri>, things Field::new("roles", &[cv!("role")]).asked().listed(CONCEPT);
    }
}

noun! {
    /// What a body promises of a service, and what it measured. No open standard of the field has a word for it.
    ServiceStandard {
        /// Its number or code.
        identifier: Option<String>, letters IDENTIFIER;
        /// The promise.
        title: Texts, texts TITLE.needed();
        /// Of which service, which another file may describe.
        service: Option<Iri>, thing Field::new("service", &[ours!("standardOf")]);
        /// What it is about: time, access, accuracy.
        sort: Option<Iri>, thing Field::new("sort", &[dct!("type")]).listed(CONCEPT);
        /// The channel that it is promised for.
        way: Option<Iri>, thing Field::new("way", &[ours!("standardFor")]).listed(CONCEPT);
        /// The share of cases in which it should hold, as a decimal fraction: `0.9`.
        target: Option<String>, letters Field::new("target", &[ours!("target")]);
        /// In how many cases it held.
        held: Option<String>, letters Field::new("held", &[ours!("held")]);
        /// Of how many.
        volume: Option<String>, letters Field::new("volume", &[ours!("volume")]);
        /// The share of cases in which it held, as the body published it.
        performance: Option<String>, letters Field::new("performance", &[ours!("performance")]);
        /// Was the target met, as the body published it? `Y`, `N` or `NA`.
        published: Option<String>, letters Field::new("published", &[ours!("targetMet")]);
    }
}

/// A thing of no kind that the model knows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Other {
    /// All that was said of it, its types among it.
    pub said: BTreeSet<Statement>,
}
