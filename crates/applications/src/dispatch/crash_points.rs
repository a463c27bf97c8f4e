//! The named places where a test kills the process.

/// Around the call to a body, in the order they are passed.
pub const POINTS: &[&str] = &[
    "dispatch.before_claim",
    "dispatch.after_claim",
    "dispatch.before_send",
    "dispatch.after_reply",
    "dispatch.before_record",
    "dispatch.after_record",
    "callback.before_record",
    "callback.after_record",
    "poll.before_record",
    "poll.after_record",
    "submit.before_commit",
    "submit.after_commit",
];

/// Around a vesting and the work that follows it. A start after a death there finishes what was begun, once.
pub const VESTING: &[&str] = &["vesting.before_commit", "vesting.after_commit", "handover.between_batches"];
