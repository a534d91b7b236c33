//! The real window, from the welcome page to the exported file, driven through WebDriver on a display of its own.

mod analysis;
mod attention;
mod crash;
mod form;
mod grid;
mod interrupted;
mod journey;
mod limits;
mod pauses;
mod question;
mod safety;
mod screens;
mod shape;
mod speed;
