//! The word to stop: said once, heard by everything that runs.

use tokio::{
    signal::unix::{Signal, SignalKind, signal},
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

/// The operator's signals. From the moment they are caught, neither ends the process by itself.
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// Catches SIGTERM, and SIGINT as Ctrl-C sends it. Before anything is said to run: whoever reads that may stop it.
    pub fn catch() -> std::io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }
}

/// Says stop when the operator does. The second time, it is over at once.
pub async fn say_on_signal(mut signals: Signals, sayer: Sayer) {
    let mut asked = async || {
        tokio::select! {
            _ = signals.terminate.recv() => (),
            _ = signals.interrupt.recv() => (),
        }
    };
    asked().await;
    sayer.say();
    asked().await;
    std::process::exit(1);
}
