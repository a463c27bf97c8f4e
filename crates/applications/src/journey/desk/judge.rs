//! Decision models that somebody brings are read in a process of their own first, with bounds that the kernel keeps: one
//! that fills the memory, never ends, or ends its process takes nothing else with it.

use std::{path::PathBuf, process::Stdio, sync::Arc, time::Duration};

use eligibility::decision::Model;
use thiserror::Error;
use tokio::{io::AsyncWriteExt as _, process::Command, time::timeout};

/// No model takes longer to read. The process has a bound of its own for the processor's time.
const LONGEST: Duration = Duration::from_secs(20);

/// What reads a model first.
#[derive(Debug, Clone, Default)]
pub struct Judge {
    /// A program that reads the model from its standard input, ends with 0 where it can be used, and says why not else.
    /// Where there is none the model is read in this process, as tests do.
    program: Option<Arc<(PathBuf, Vec<String>)>>,
}

/// Why a model is not taken.
#[derive(Debug, Error)]
pub enum Refused {
    /// What is wrong with it.
    #[error("{0}")]
    Unfit(String),
    /// It took too long, too much, or ended the process.
    #[error("reading it takes more time or memory than a model may have. Make it smaller.")]
    TooMuch,
    /// There is no such program, or no room for it.
    #[error("the program that reads models could not be started")]
    NotStarted(#[source] std::io::Error),
}

impl Judge {
    /// A program with these arguments.
    pub fn program(program: PathBuf, arguments: &[&str]) -> Self {
        let arguments = arguments.iter().map(ToString::to_string).collect();
        Self { program: Some(Arc::new((program, arguments))) }
    }

    /// Can it be used?
    pub async fn judge(&self, dmn: &str) -> Result<(), Refused> {
        let Some(program) = &self.program else {
            return Model::compile(dmn).map(drop).map_err(|error| Refused::Unfit(error.to_string()));
        };
        let (program, arguments) = program.as_ref();
        let mut child = Command::new(program)
            .args(arguments)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(Refused::NotStarted)?;
        let mut stdin = child.stdin.take();
        let model = dmn.as_bytes().to_vec();
        let telling = async move {
            if let Some(stdin) = &mut stdin {
                // Whoever ends before it has read all has its reasons: they count.
                drop(stdin.write_all(&model).await);
            }
        };
        let both = async { tokio::join!(telling, child.wait_with_output()).1 };
        match timeout(LONGEST, both).await {
            Ok(Ok(output)) if output.status.success() => Ok(()),
            Ok(Ok(output)) if output.status.code() == Some(REFUSED) => {
                Err(Refused::Unfit(String::from_utf8_lossy(&output.stdout).trim().chars().take(2_000).collect()))
            }
            _ => Err(Refused::TooMuch),
        }
    }
}

/// With this the program ends where the model can't be used.
pub const REFUSED: i32 = 3;

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Judge {
        Judge::program("/bin/sh".into(), &["-c", script])
    }

    #[tokio::test]
    async fn a_program_that_ends_badly_is_a_refusal_and_no_more() {
        let said = async |judge: Judge, dmn: &str| judge.judge(dmn).await.err().map(|refused| refused.to_string());
        assert_eq!(said(shell("cat > /dev/null"), "<a/>").await, None);
        assert_eq!(said(shell("cat > /dev/null; echo no use; exit 3"), "<a/>").await.unwrap(), "no use");
        // Nobody reads what it is told.
        let long = "x".repeat(1 << 20);
        assert_eq!(said(shell("exit 3"), &long).await.unwrap(), "");
        for script in ["kill -ABRT $$", "exit 1", "kill -KILL $$"] {
            assert!(said(shell(script), "<a/>").await.unwrap().contains("more time or memory"), "{script}");
        }
        assert!(said(Judge::program("/no/such/program".into(), &[]), "").await.unwrap().contains("not be started"));
        assert!(said(Judge::default(), "<a/>").await.is_some());
    }
}
