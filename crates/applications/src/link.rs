//! Links and passes: unguessable names for drafts and cases, made from the key file, kept nowhere.
//!
//! A link opens nothing by itself: the person has to know something too. A pass is what the API hands out after that
//! was shown, or to the client that has just sent the application; it ends by itself.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use store::seal::Vault;
use values::{Id, RealTime, id};

/// The secret part of a link to a draft, and to the case that it becomes: `/c/{secret}`.
pub fn secret(vault: &Vault, draft: &Id<id::Draft>) -> String {
    let name = draft.name();
    format!("{name}{}", hex::encode(&vault.keyed_digest("link", name.as_bytes())[..16]))
}

/// Which draft (or the application it became) a link names, if we made it.
pub fn open(vault: &Vault, secret: &str) -> Option<Id<id::Draft>> {
    let (name, _) = secret.split_at_checked(32)?;
    let draft: Id<id::Draft> = Id::named(name).ok()?;
    same(&self::secret(vault, &draft), secret).then_some(draft)
}

/// How long a pass of the API lasts.
const PASS_MS: i64 = 3_600_000;

/// A pass to one case, for the API.
pub fn pass(vault: &Vault, application: &Id<id::Application>, now: RealTime) -> String {
    let said = format!("{}.{}", application.name(), now.plus(PASS_MS).seconds());
    format!("{said}.{}", hex::encode(&vault.keyed_digest("pass", said.as_bytes())[..16]))
}

/// Does the pass open this case, now?
pub fn admits(vault: &Vault, pass: &str, application: &Id<id::Application>, now: RealTime) -> bool {
    let Some((said, mac)) = pass.rsplit_once('.') else { return false };
    let Some((name, until)) = said.rsplit_once('.') else { return false };
    let expected = hex::encode(&vault.keyed_digest("pass", said.as_bytes())[..16]);
    same(&expected, mac) && name == application.name() && until.parse::<i64>().is_ok_and(|until| now.seconds() < until)
}

fn same(expected: &str, given: &str) -> bool {
    verify_slices_are_equal(expected.as_bytes(), given.as_bytes()).is_ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn draft() -> Id<id::Draft> {
        Id::named("0123456789abcdef0123456789abcdef").unwrap()
    }

    #[test]
    fn a_link_names_its_draft_and_no_other_text_does() {
        let vault = Vault::for_tests();
        let secret = secret(&vault, &draft());
        assert_eq!(secret.len(), 64);
        assert_eq!(open(&vault, &secret), Some(draft()));
        for place in 0..64 {
            let mut other = secret.clone().into_bytes();
            other[place] = if other[place] == b'0' { b'1' } else { b'0' };
            assert_eq!(open(&vault, &String::from_utf8(other).unwrap()), None, "symbol {place}");
        }
        assert_eq!(open(&vault, ""), None);
    }

    #[test]
    fn a_pass_opens_one_case_until_it_ends() {
        let vault = Vault::for_tests();
        let (one, other) = (draft().become_a(), Id::named("ffff").unwrap());
        let pass = pass(&vault, &one, RealTime(0));
        assert!(admits(&vault, &pass, &one, RealTime(PASS_MS - 1)));
        assert!(!admits(&vault, &pass, &one, RealTime(PASS_MS)));
        assert!(!admits(&vault, &pass, &other, RealTime(0)));
        assert!(!admits(&vault, &pass.replace('3', "4"), &one, RealTime(0)));
    }

    proptest! {
        #[test]
        fn no_text_makes_them_panic(text: String) {
            let vault = Vault::for_tests();
            prop_assert!(open(&vault, &text).is_none());
            prop_assert!(!admits(&vault, &text, &draft().become_a(), RealTime(0)));
        }
    }
}
