# What one types often; `just` lists it. Everything works without just, too: a recipe is one or two cargo commands.

_default:
    @just --list

# Everything that has to hold before a change is submitted
ci:
    .ci/run

# Clean the samples of raw/ into cleaned/
run *arguments:
    cargo run --release -- {{arguments}}

# All tests, or those of one module: just test rules
test module="":
    cargo test {{ if module == "" { "" } else { "--test suite " + module + "::" } }}

# Format, and hold the lints
tidy:
    cargo fmt
    cargo clippy --all-targets -- -D warnings

# Write docs/*.md from the code
docs:
    UPDATE=1 cargo test --test suite docs::

# Megabytes a second of cleaning, a row a language
bench:
    cargo bench

# Random input against one law (html, plain, dates, phrase); needs a nightly toolchain and cargo-fuzz
fuzz target seconds="60":
    cd fuzz && cargo +nightly fuzz run {{target}} -- -max_total_time={{seconds}}
