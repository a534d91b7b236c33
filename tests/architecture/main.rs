//! What the architecture promises, asked of the repository as it is.

mod directions;
mod layout;
