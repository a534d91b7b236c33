//! Nanoseconds per answer: `cargo run --release -p fetchgrid-shape --example speed`.

use std::{hint::black_box, time::Instant};

use fetchgrid_model::CellKind;
use fetchgrid_shape::{RowSink, shape};

#[derive(Default)]
struct Count(usize);

impl RowSink for Count {
    fn begin_row(&mut self) {}
    fn cell(&mut self, path: &str, kind: CellKind, text: &str, _rows: u32) {
        self.0 += path.len() + text.len() + kind as usize;
    }
    fn end_row(&mut self) {}
}

const CHARACTER: &str = r#"{"id":1,"name":"Rick Sanchez","status":"Alive","species":"Human","type":"","gender":"Male","origin":{"name":"Earth (C-137)","url":"https://rickandmortyapi.com/api/location/1"},"location":{"name":"Citadel of Ricks","url":"https://rickandmortyapi.com/api/location/3"},"image":"https://rickandmortyapi.com/api/character/avatar/1.jpeg","episode":["https://rickandmortyapi.com/api/episode/1","https://rickandmortyapi.com/api/episode/2"],"url":"https://rickandmortyapi.com/api/character/1","created":"2017-11-04T18:48:46.250Z"}"#;

#[expect(clippy::print_stdout, reason = "the figure is what this program is for")]
fn main() {
    let list = format!("{{\"info\":{{\"count\":20}},\"results\":[{}]}}", [CHARACTER; 20].join(","));
    for (name, body, times) in [("one object", CHARACTER, 400_000_u32), ("a page of 20", &list, 20_000)] {
        let mut sink = Count::default();
        let start = Instant::now();
        for _ in 0..times {
            let _ = black_box(shape(black_box(body.as_bytes()), Some("application/json"), &mut sink));
        }
        let each = start.elapsed().as_nanos() / u128::from(times);
        println!("{name}: {} bytes, {each} ns", body.len());
        black_box(sink.0);
    }
}
