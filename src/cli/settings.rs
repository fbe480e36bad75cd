//! The flags that stand for keys of the configuration.

use std::path::{Path, PathBuf};

use clap::Args;
use phin::config::{Config, Layer};
use phin::error::Result;
use phin::run;

/// The configuration that is read where no other is named.
pub(super) const FILE: &str = "config.toml";

/// What of the configuration the command line says.
#[derive(Debug, Args)]
pub(super) struct Settings {
    /// The folder of clean tables (output.folder) [default: cleaned]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The configuration [default: config.toml where there is one]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The formats of the tables (output.formats), as in csv,jsonl
    #[arg(long, value_name = "LIST")]
    format: Option<String>,
    /// Worker threads (limits.threads); 0: one a processor
    #[arg(long, value_name = "N")]
    threads: Option<String>,
    /// Any key of the configuration, as in output.delimiter=;
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
}

impl Settings {
    /// The configuration that the command line names.
    pub(super) fn config(&self) -> Option<&Path> {
        self.config.as_deref()
    }

    /// The configuration: the file's, over it `--set`, over it the flags.
    pub(super) fn read(&self, raw: Option<&Path>) -> Result<Config> {
        let mut layers = Vec::new();
        match &self.config {
            Some(path) => layers.push(Layer::file(path)?),
            None if Path::new(FILE).exists() => layers.push(Layer::file(Path::new(FILE))?),
            None => {}
        }
        for assignment in &self.set {
            layers.push(Layer::set(assignment)?);
        }
        if let Some(formats) = &self.format {
            layers.push(Layer::flag("--format", "output.formats", formats));
        }
        if let Some(threads) = &self.threads {
            layers.push(Layer::flag("--threads", "limits.threads", threads));
        }
        let mut config = Config::read(&layers, &run::names())?;
        // Paths as the system gave them: not every one is UTF-8.
        if let Some(raw) = raw {
            raw.clone_into(&mut config.input.folder);
        }
        if let Some(out) = &self.out {
            out.clone_into(&mut config.output.folder);
        }
        Ok(config)
    }
}
