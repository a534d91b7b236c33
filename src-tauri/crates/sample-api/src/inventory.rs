//! `/inventory/{type}?id=`: one record, in the shape of the sample extraction's source.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, Uri};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::dice::Dice;
use crate::mishap::Mishap;
use crate::reply::{self, Reply};
use crate::server::Server;

const PRODUCTS: [&str; 24] = [
    "Lamp",
    "Armchair",
    "Bicycle",
    "Kettle",
    "Backpack",
    "Notebook",
    "Umbrella",
    "Teapot",
    "Bookshelf",
    "Headphones",
    "Rug",
    "Scarf",
    "Toolbox",
    "Clock",
    "Tent",
    "Blender",
    "Camera",
    "Desk",
    "Gloves",
    "Hammock",
    "Mirror",
    "Pillow",
    "Printer",
    "Vase",
];

const MATERIALS: [&str; 18] = [
    "Oak",
    "Copper",
    "Linen",
    "Glass",
    "Cork",
    "Slate",
    "Bamboo",
    "Wool",
    "Brass",
    "Leather",
    "Marble",
    "Felt",
    "Birch",
    "Ceramic",
    "Hemp",
    "Zinc",
    "Silk",
    "Aluminium",
];

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    name: &'a str,
    /// A number, so that 23.95 is sorted before 142.00; as it is written, because as a binary number it would lose its
    /// second decimal.
    price: Box<RawValue>,
    currency: &'static str,
    quantity: u64,
}

#[derive(Deserialize)]
pub(crate) struct Wanted {
    id: Option<String>,
}

pub(crate) async fn get(
    State(server): State<Arc<Server>>,
    uri: Uri,
    Path(kind): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Reply {
    server.arrive(&uri).await;
    answer(&server, &kind, wanted.id.as_deref())
}

pub(crate) async fn post(State(server): State<Arc<Server>>, uri: Uri, Path(kind): Path<String>, body: String) -> Reply {
    server.arrive(&uri).await;
    let id = serde_json::from_str::<serde_json::Value>(&body).ok().and_then(|body| match body.get("id") {
        Some(serde_json::Value::String(id)) => Some(id.clone()),
        Some(serde_json::Value::Number(id)) => Some(id.to_string()),
        _ => None,
    });
    answer(&server, &kind, id.as_deref())
}

fn answer(server: &Server, kind: &str, id: Option<&str>) -> Reply {
    let names: &[&str] = match kind {
        "products" => &PRODUCTS,
        "materials" => &MATERIALS,
        _ => return reply::refuse(StatusCode::NOT_FOUND, "There are products and materials, nothing else."),
    };
    let Some(id) = id.filter(|id| !id.is_empty()) else {
        return reply::refuse(StatusCode::BAD_REQUEST, "Say which one: ?id=5");
    };

    let options = &server.options;
    let dice = Dice::new(options.seed, &["inventory", kind, id]);
    if let Some(mishap) = Mishap::of(dice, options.error_rate, options.not_found_rate) {
        if mishap == Mishap::NotFound {
            return reply::refuse(StatusCode::NOT_FOUND, "There is no such record.");
        }
        if server.visits.count(dice) <= mishap.lasts() {
            return match mishap {
                Mishap::Stumbles => reply::refuse(StatusCode::SERVICE_UNAVAILABLE, "Busy. Ask again."),
                _ => reply::refuse(StatusCode::INTERNAL_SERVER_ERROR, "The storeroom is locked."),
            };
        }
    }

    let [name, euros, cents, quantity] = throws(dice);
    let price = RawValue::from_string(format!("{}.{:02}", 1 + euros.below(999), cents.below(20) * 5))
        .expect("digits with a point between them are a JSON number");
    reply::json(
        StatusCode::OK,
        &Item { id, name: name.pick(names), price, currency: "EUR", quantity: quantity.below(51) },
    )
}

fn throws<const N: usize>(mut dice: Dice) -> [Dice; N] {
    std::array::from_fn(|_| {
        dice = dice.next();
        dice
    })
}
