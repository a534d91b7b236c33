#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

/// Answers are allocated where they arrive and let go where they are written: between threads, at which the allocators of
/// systems are slow.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    fetchgrid_desktop::run(std::env::args_os().skip(1))
}
