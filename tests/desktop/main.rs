//! The real window, from the welcome page to the exported file, driven through WebDriver on a display of its own.

mod crash;
mod form;
mod journey;
mod safety;
mod screens;
mod speed;
