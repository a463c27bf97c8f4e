//! The word to stop: said once, heard by everything that runs.

use tokio::sync::watch;

/// Says stop.
#[derive(Debug)]
pub struct Sayer(watch::Sender<bool>);

/// Hears it. Cheap to clone; it can be heard again and again.
#[derive(Debug, Clone)]
pub struct Stop(watch::Receiver<bool>);

/// The two ends.
pub fn channel() -> (Sayer, Stop) {
    let (say, hear) = watch::channel(false);
    (Sayer(say), Stop(hear))
}

impl Sayer {
    /// Everything that listens stops now.
    pub fn say(&self) {
        self.0.send_replace(true);
    }
}

impl Stop {
    /// Waits until stop is said, or until nobody is left who could say it.
    pub async fn said(&mut self) {
        let _ = self.0.wait_for(|said| *said).await;
    }

    /// The receiver itself, for parts that take one.
    pub fn receiver(&self) -> watch::Receiver<bool> {
        self.0.clone()
    }
}
