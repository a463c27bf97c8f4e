//! The diary of an agency that gives appointments, such as a registrar.

use jiff::{
    Span,
    civil::{Date, Weekday},
};
use serde::{Deserialize, Serialize};

/// Services that are done face to face, whatever else was asked for.
const FACE_TO_FACE: [&str; 1] = ["register-death"];

/// Where everybody comes to. Made up, like everything that an agency of the sandbox says.
const STREET: &str = "1 Sample Street";

const MORNING: [(i8, i8); 3] = [(9, 30), (10, 30), (11, 15)];
const AFTERNOON: [(i8, i8); 3] = [(14, 0), (14, 45), (15, 30)];

const ENGLISH_DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const FRENCH_DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
#[rustfmt::skip]
const ENGLISH_MONTHS: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December"];
#[rustfmt::skip]
const FRENCH_MONTHS: [&str; 12] = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
    "septembre", "octobre", "novembre", "décembre"];

/// What somebody wishes, as far as they said.
#[derive(Debug, Default)]
pub struct Wish<'a> {
    /// The day of the request, as Portico counts days.
    pub today: Option<&'a str>,
    /// The day that suits best.
    pub day: Option<&'a str>,
    /// `morning`, `afternoon`, or anything else for either.
    pub time: Option<&'a str>,
}

/// A day and a time that an agency keeps free for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    day: Date,
    hour: i8,
    minute: i8,
    /// Whether it is on the day that was asked for.
    as_asked: bool,
}

/// Whether a request with these fields is a booking.
pub fn is_booked(service: &str, mut fields: impl Iterator<Item: AsRef<str>>) -> bool {
    FACE_TO_FACE.contains(&service) || fields.any(|field| field.as_ref().starts_with("appointment-"))
}

/// The first working day from the one that was asked for, at the time of day that was asked for, but tomorrow at the
/// earliest. The number spreads people over the day. `None` if nobody said any day.
pub fn book(wish: &Wish<'_>, number: usize) -> Option<Appointment> {
    let read = |text: Option<&str>| text?.parse::<Date>().ok();
    let tomorrow = read(wish.today).and_then(|today| today.tomorrow().ok());
    let asked = read(wish.day);
    let day = open_from(asked.max(tomorrow)?)?;
    let (morning, afternoon) = (MORNING[number % 3], AFTERNOON[number % 3]);
    let (hour, minute) = match wish.time {
        Some("morning") => morning,
        Some("afternoon") => afternoon,
        _ if number.is_multiple_of(2) => morning,
        _ => afternoon,
    };
    Some(Appointment { day, hour, minute, as_asked: asked.is_none_or(|asked| asked == day) })
}

/// The first day from this one on which the office is open.
fn open_from(day: Date) -> Option<Date> {
    let shut = match day.weekday() {
        Weekday::Saturday => 2,
        Weekday::Sunday => 1,
        _ => 0,
    };
    day.checked_add(Span::new().days(shut)).ok()
}

impl Appointment {
    /// The agency's words to the person.
    pub fn in_words(self, french: bool) -> String {
        let Self { day, hour, minute, as_asked } = self;
        let weekday = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
        let month = usize::from(day.month().unsigned_abs()) - 1;
        let (date, year) = (day.day(), day.year());
        if french {
            let first = if date == 1 { "er" } else { "" };
            let time = if minute == 0 { format!("{hour} h") } else { format!("{hour} h {minute:02}") };
            let other = if as_asked { "" } else { " C’est le premier jour libre après celui que vous souhaitiez." };
            format!(
                "Votre rendez-vous est fixé au {} {date}{first} {} {year} à {time}, au bureau de l’état civil, \
                 {STREET}. L’accès est de plain-pied.{other}",
                FRENCH_DAYS[weekday], FRENCH_MONTHS[month],
            )
        } else {
            let half = if hour < 12 { "am" } else { "pm" };
            let hour = if hour > 12 { hour - 12 } else { hour };
            let time = if minute == 0 { format!("{hour}{half}") } else { format!("{hour}:{minute:02}{half}") };
            let other = if as_asked { "" } else { " This is the first free day after the one you asked for." };
            format!(
                "Your appointment is on {} {date} {} {year} at {time}, at the register office, {STREET}. \
                 There are no stairs.{other}",
                ENGLISH_DAYS[weekday], ENGLISH_MONTHS[month],
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn booked(today: Option<&str>, day: Option<&str>, time: Option<&str>) -> Option<String> {
        book(&Wish { today, day, time }, 1).map(|appointment| appointment.in_words(false))
    }

    fn starts(today: &str, day: &str, time: &str, expected: &str) {
        let said = booked(Some(today), Some(day), Some(time)).unwrap();
        assert!(said.starts_with(&format!("Your appointment is on {expected}, at the register office")), "{said}");
    }

    #[test]
    fn an_appointment_follows_the_wish() {
        starts("2023-03-20", "2023-03-22", "morning", "Wednesday 22 March 2023 at 10:30am");
        starts("2023-03-20", "2023-03-22", "afternoon", "Wednesday 22 March 2023 at 2:45pm");
        starts("2023-03-20", "2023-03-22", "any", "Wednesday 22 March 2023 at 2:45pm");
    }

    #[test]
    fn nobody_is_asked_to_come_at_a_weekend_or_before_tomorrow() {
        starts("2023-03-20", "2023-03-25", "morning", "Monday 27 March 2023 at 10:30am");
        starts("2023-03-20", "2023-03-26", "morning", "Monday 27 March 2023 at 10:30am");
        starts("2023-03-20", "2023-03-17", "morning", "Tuesday 21 March 2023 at 10:30am");
        let later = booked(Some("2023-03-20"), Some("2023-03-25"), None).unwrap();
        assert!(later.ends_with("This is the first free day after the one you asked for."), "{later}");
    }

    #[test]
    fn without_a_wish_it_is_the_next_working_day_and_without_any_day_there_is_none() {
        let next = booked(Some("2023-03-24"), None, None).unwrap();
        assert!(next.contains("Monday 27 March 2023") && next.ends_with("no stairs."), "{next}");
        assert_eq!(booked(None, None, Some("morning")), None);
        assert_eq!(booked(Some("soon"), Some("9999-12-31x"), None), None);
        assert_eq!(booked(Some("9999-12-31"), None, None), None, "the calendar ends");
    }

    #[test]
    fn in_french_the_first_of_a_month_is_written_as_such() {
        let wish = Wish { today: Some("2023-05-30"), day: Some("2023-06-01"), time: Some("afternoon") };
        assert_eq!(
            book(&wish, 0).unwrap().in_words(true),
            "Votre rendez-vous est fixé au jeudi 1er juin 2023 à 14 h, au bureau de l’état civil, 1 Sample Street. \
             L’accès est de plain-pied."
        );
    }

    #[test]
    fn a_booking_is_known_by_its_service_or_its_fields() {
        assert!(is_booked("register-death", [""; 0].iter()));
        assert!(is_booked("planning-advice", ["your-name", "appointment-time"].iter()));
        assert!(!is_booked("council-tax-start", ["your-name"].iter()));
    }
}
