//! Rules: what a user writes in YAML, checked into what the later stages see.
