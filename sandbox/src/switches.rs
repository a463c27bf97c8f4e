//! What can be made to go wrong, for one agency or for all of a process.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Ways to misbehave. What is not given stays as it is; what was never given is the usual.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Switches {
    /// Every call is answered with 503, and nobody is called back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub down: Option<bool>,
    /// Every answer comes this many milliseconds after the work was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slow_ms: Option<u64>,
    /// Every callback is sent twice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicate_callback: Option<bool>,
    /// Decisions are refusals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refuse: Option<bool>,
    /// Decisions are "not ours".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_ours: Option<bool>,
    /// Which body "not ours" names instead. Empty: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Requests are not taken: 422.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reject: Option<bool>,
    /// Requests are taken, and the connection is dropped instead of a reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lose_reply: Option<bool>,
    /// The work is done, and the answer has another shape than was agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrong_schema: Option<bool>,
    /// Every call is answered with 500, and nothing is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_500: Option<bool>,
    /// Off: a key that comes again makes a second case. Open311 has no keys to honour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub honours_key: Option<bool>,
}

impl Switches {
    /// These, and where they say nothing, the others.
    fn or(self, others: Self) -> Self {
        Self {
            down: self.down.or(others.down),
            slow_ms: self.slow_ms.or(others.slow_ms),
            duplicate_callback: self.duplicate_callback.or(others.duplicate_callback),
            refuse: self.refuse.or(others.refuse),
            not_ours: self.not_ours.or(others.not_ours),
            next: self.next.or(others.next),
            reject: self.reject.or(others.reject),
            lose_reply: self.lose_reply.or(others.lose_reply),
            wrong_schema: self.wrong_schema.or(others.wrong_schema),
            error_500: self.error_500.or(others.error_500),
            honours_key: self.honours_key.or(others.honours_key),
        }
    }
}

/// Whether a switch was turned on.
pub fn on(switch: Option<bool>) -> bool {
    switch == Some(true)
}

/// All switches of a process.
#[derive(Debug, Default)]
pub struct Panel {
    all: Switches,
    agencies: BTreeMap<String, Switches>,
}

impl Panel {
    /// Sets what is given. For all agencies, it also takes back what was set for single ones.
    pub fn set(&mut self, agency: Option<String>, given: Switches) {
        let Some(agency) = agency else {
            self.all = given.or(std::mem::take(&mut self.all));
            self.agencies.clear();
            return;
        };
        let of_agency = self.agencies.entry(agency).or_default();
        *of_agency = given.or(std::mem::take(of_agency));
    }

    /// How they stand for one agency, or for those that nothing was set for.
    pub fn of(&self, agency: Option<&str>) -> Switches {
        let own = agency.and_then(|agency| self.agencies.get(agency)).cloned().unwrap_or_default();
        own.or(self.all.clone())
    }

    /// The agencies that have switches of their own.
    pub fn agencies(&self) -> impl Iterator<Item = &String> {
        self.agencies.keys()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn down(down: bool) -> Switches {
        Switches { down: Some(down), ..Switches::default() }
    }

    #[test]
    fn an_agency_s_own_switches_come_before_those_of_all() {
        let mut panel = Panel::default();
        panel.set(None, down(true));
        panel.set(Some("north".to_owned()), down(false));
        panel.set(Some("north".to_owned()), Switches { slow_ms: Some(5), ..Switches::default() });
        assert_eq!(panel.of(Some("north")).down, Some(false));
        assert_eq!(panel.of(Some("north")).slow_ms, Some(5));
        assert_eq!(panel.of(Some("south")).down, Some(true));
    }

    #[test]
    fn setting_all_takes_back_what_was_set_for_one() {
        let mut panel = Panel::default();
        panel.set(Some("north".to_owned()), down(true));
        panel.set(None, down(false));
        assert_eq!(panel.of(Some("north")).down, Some(false));
    }

    #[test]
    fn a_switch_that_does_not_exist_is_refused() {
        assert!(serde_json::from_str::<Switches>(r#"{"dwon": true}"#).is_err());
    }
}
