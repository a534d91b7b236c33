use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
};

use crate::{ImportError, charset::Charset, source::Table};

/// Plain text: one value a line, and no header.
pub(crate) struct Lines {
    pub(crate) path: PathBuf,
    pub(crate) charset: Charset,
}

impl Table for Lines {
    fn may_have_header(&self) -> bool {
        false
    }

    fn each_row(&self, visit: &mut dyn FnMut(&[&str]) -> bool) -> Result<(), ImportError> {
        let failed = |error| ImportError::io(&self.path, error);
        let mut text = BufReader::new(self.charset.open(&self.path).map_err(failed)?);
        let mut line = String::new();
        while text.read_line(&mut line).map_err(failed)? > 0 {
            // Some old files end their lines with CR alone.
            for value in line.split('\r') {
                if !visit(&[value]) {
                    return Ok(());
                }
            }
            line.clear();
        }
        Ok(())
    }
}
