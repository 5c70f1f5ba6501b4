# Shortcuts; each is one command that can be typed as well.

# Run all tests.
test:
    cargo test

# Before a release: what breaks programs that use the library, since a tag or commit (CONTRIBUTING.md).
semver REV:
    cargo semver-checks --baseline-rev {{REV}}

# Everything that CI runs.
ci:
    .ci/run

# Report on a story, e.g. `just report fixtures/stories/harbour-fire`.
report *PATHS:
    cargo run --release -- report {{PATHS}}

# Check the rules and run their tests.
rules *DIRS:
    cargo run --release -- rules lint {{DIRS}}
    cargo run --release -- rules test {{DIRS}}

# Accept changed snapshots after reading the difference.
snapshots:
    INSTA_UPDATE=always cargo test
    git diff -- '*.snap'

# Format the code.
fmt:
    cargo fmt
