//! The word to stop: said once, heard by everything that runs.

use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

/// Says stop. Cheap to clone.
#[derive(Debug, Clone)]
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

/// Says stop when the operator does: SIGTERM, or SIGINT as Ctrl-C sends it. The second time, it is over at once.
pub async fn say_on_signal(sayer: Sayer) -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut asked = async || {
        tokio::select! {
            _ = terminate.recv() => (),
            _ = interrupt.recv() => (),
        }
    };
    asked().await;
    sayer.say();
    asked().await;
    std::process::exit(1);
}
