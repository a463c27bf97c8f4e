//! The two clocks: real time, which nobody moves, and business time, which runs ahead of it by a kept amount.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::tz::TimeZone;
use values::{Day, Moment, RealTime};

use crate::{Store, StoreError, Tx, args};

/// Where real time comes from.
#[derive(Debug, Clone)]
pub enum RealClock {
    /// The machine.
    System,
    /// A test, in milliseconds since 1970.
    Manual(Arc<AtomicI64>),
}

impl RealClock {
    /// The time.
    pub fn now(&self) -> RealTime {
        match self {
            Self::System => system_time(),
            Self::Manual(milliseconds) => RealTime(milliseconds.load(Ordering::Acquire)),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn system_time() -> RealTime {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    RealTime(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// Both clocks. Clones show the same time.
#[derive(Debug, Clone)]
pub struct Clocks {
    real: RealClock,
    /// Milliseconds that business time is ahead (behind, if negative).
    ahead: Arc<AtomicI64>,
    zone: TimeZone,
}

impl Clocks {
    /// The clocks of a store. Days are the ones of this zone.
    pub async fn load(store: &Store, zone: TimeZone) -> Result<Self, StoreError> {
        let clocks = Self::new(store.clock().clone(), zone);
        clocks.refresh(store).await?;
        Ok(clocks)
    }

    /// Like [`load`](Self::load), for a thread that may wait.
    pub fn load_blocking(store: &Store, zone: TimeZone) -> Result<Self, StoreError> {
        let clocks = Self::new(store.clock().clone(), zone);
        clocks.take_over(store.read_blocking(kept)?);
        Ok(clocks)
    }

    fn new(real: RealClock, zone: TimeZone) -> Self {
        Self { real, ahead: Arc::default(), zone }
    }

    /// Takes over what another node, or a command of ours, has kept.
    pub async fn refresh(&self, store: &Store) -> Result<(), StoreError> {
        let ahead = store.read(kept).await?;
        self.take_over(ahead);
        Ok(())
    }

    fn take_over(&self, ahead: Option<i64>) {
        if let Some(ahead) = ahead {
            self.ahead.store(ahead, Ordering::Release);
        }
    }

    /// Real time: leases, back-off, sessions, tokens, signatures.
    pub fn real(&self) -> RealTime {
        self.real.now()
    }

    /// Business time: days, deadlines, vesting.
    pub fn now(&self) -> Moment {
        Moment(self.real().0.saturating_add(self.ahead.load(Ordering::Acquire)))
    }

    /// The zone whose days count.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The day on the wall, in business time.
    pub fn today(&self) -> Day {
        self.now().day(&self.zone)
    }

    /// Moves business time forward to this moment, for everybody, once this commits and nodes
    /// [`refresh`](Self::refresh). The first move of a database may go back: it says when a demonstration begins.
    pub fn move_to(&self, tx: &mut Tx<'_>, moment: Moment) -> Result<(), StoreError> {
        let real = self.real().0;
        let ahead = moment.0.saturating_sub(real);
        if kept(tx)?.is_some_and(|kept| ahead < kept) {
            return Err(StoreError::Backwards);
        }
        tx.execute(
            "INSERT INTO business_clock (one, milliseconds_ahead) VALUES (1, $1)
             ON CONFLICT (one) DO UPDATE SET milliseconds_ahead = excluded.milliseconds_ahead",
            args![ahead],
        )
        .map(drop)
    }

    /// Clocks of a test: real time stands still until it is advanced, business time is the same until it is set.
    #[cfg(any(test, feature = "testing"))]
    pub fn manual(start: RealTime, zone: TimeZone) -> Self {
        Self::new(RealClock::Manual(Arc::new(AtomicI64::new(start.0))), zone)
    }

    /// The real clock in it, for [`Settings`](crate::Settings).
    #[cfg(any(test, feature = "testing"))]
    pub fn real_clock(&self) -> RealClock {
        self.real.clone()
    }

    /// Lets real time pass, and business time with it.
    #[cfg(any(test, feature = "testing"))]
    pub fn advance_real(&self, milliseconds: i64) {
        match &self.real {
            RealClock::Manual(time) => time.fetch_add(milliseconds, Ordering::AcqRel),
            RealClock::System => panic!("nobody moves the machine's clock; build these clocks with Clocks::manual"),
        };
    }

    /// Sets business time in this process only; nothing is kept.
    #[cfg(any(test, feature = "testing"))]
    pub fn set_business(&self, moment: Moment) {
        self.ahead.store(moment.0.saturating_sub(self.real().0), Ordering::Release);
    }
}

fn kept(tx: &mut Tx<'_>) -> Result<Option<i64>, StoreError> {
    tx.maybe("SELECT milliseconds_ahead FROM business_clock WHERE one = 1", args![], |row| row.get(0))
}
