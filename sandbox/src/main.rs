//! The command `portico-sandbox`: stand-in agencies in a process of their own.

use std::{
    io,
    path::PathBuf,
    process::{self, ExitCode},
    thread,
    time::Duration,
};

use clap::{Args, Parser, Subcommand};
use sandbox::{Protocol, Settings};
use tracing_subscriber::EnvFilter;

/// Stand-in agencies for demonstrations and tests.
#[derive(Parser)]
#[command(name = "portico-sandbox", version)]
struct Line {
    #[command(subcommand)]
    protocol: Which,
}

#[derive(Subcommand)]
enum Which {
    /// Agencies that speak Portico's own protocol.
    Rest(Options),
    /// Agencies that speak Open311 GeoReport v2.
    Open311(Options),
}

#[derive(Args)]
struct Options {
    /// Where to listen, on this machine only; 0 takes any free port.
    #[arg(long)]
    port: u16,
    /// The folder to keep state in.
    #[arg(long)]
    state: PathBuf,
    /// The secret shared with Portico; two, the newer first, while it is being changed.
    #[arg(long, env = "PORTICO_SANDBOX_SECRET", hide_env_values = true, default_value = "")]
    secret: String,
    /// How long an agency takes to decide.
    #[arg(long, default_value_t = 1500)]
    answer_after_ms: u64,
    /// How long after a failed callback the next follows.
    #[arg(long, default_value_t = 500)]
    callback_retry_ms: u64,
    /// Stop as soon as the standard input closes, so that nothing outlives whoever started this.
    #[arg(long)]
    exit_with_stdin: bool,
}

/// Anything that goes wrong is one line on standard error: `portico demo` repeats the last one.
#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("portico-sandbox: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let (protocol, options) = match Line::parse().protocol {
        Which::Rest(options) => (Protocol::Rest, options),
        Which::Open311(options) => (Protocol::Open311, options),
    };
    let running = sandbox::start(Settings {
        protocol,
        port: options.port,
        state: options.state,
        secret: options.secret,
        answer_after: Duration::from_millis(options.answer_after_ms),
        callback_retry: Duration::from_millis(options.callback_retry_ms),
    })
    .await?;
    println!("{}", running.url());
    if options.exit_with_stdin {
        thread::spawn(exit_with_stdin);
    }
    running.forever().await
}

/// The kernel closes the other end of the pipe whichever way its owner ends. State is on disk before it is answered for,
/// so that there is nothing to finish.
fn exit_with_stdin() {
    let _ = io::copy(&mut io::stdin(), &mut io::sink());
    process::exit(0);
}
