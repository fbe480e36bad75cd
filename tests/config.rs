//! Is config.toml complete, and are wrong keys named?
