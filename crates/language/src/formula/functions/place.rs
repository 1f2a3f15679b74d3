//! Places on earth and the distance between them.

use std::sync::Arc;

use super::Function;
use crate::formula::evaluate::Arguments;
use crate::formula::kind::{Kind, LOCATION, NUMBER, TEXT};
use crate::formula::operators::too_large;
use crate::formula::tree::Outcome;
use crate::{EvaluationError, Num, Value};

/// Mean radius of the earth.
const RADIUS_KILOMETERS: f64 = 6371.009;
const RADIUS_MILES: f64 = 3958.761;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "GEOLOCATION",
        &[NUMBER, NUMBER],
        Kind::Location,
        |arguments| {
            let (latitude, longitude) = (arguments.number(0)?, arguments.number(1)?);
            let place = vec![Value::Number(latitude), Value::Number(longitude)];
            Ok(Value::Collection(Arc::new(place)))
        },
    ),
    Function::new(
        "DISTANCE",
        &[LOCATION, LOCATION, TEXT],
        Kind::Number,
        distance,
    ),
];

fn distance(arguments: &Arguments<'_>) -> Outcome {
    let unit = arguments.text(2)?;
    let radius = match unit {
        _ if unit.eq_ignore_ascii_case("km") => RADIUS_KILOMETERS,
        _ if unit.eq_ignore_ascii_case("mi") => RADIUS_MILES,
        _ => {
            let message = "DISTANCE measures in 'mi' or 'km'.";
            return Err(EvaluationError::failed("out-of-range", message));
        }
    };
    let (from, to) = (point(arguments, 0)?, point(arguments, 1)?);
    let [x, y, z] = [from[0] - to[0], from[1] - to[1], from[2] - to[2]];
    let chord = x.hypot(y).hypot(z);
    let distance = 2.0 * radius * (chord / 2.0).min(1.0).asin();
    Num::from_f64(distance)
        .map(Value::Number)
        .ok_or_else(too_large)
}

/// The place on the unit sphere.
fn point(arguments: &Arguments<'_>, position: usize) -> Result<[f64; 3], EvaluationError> {
    let [Value::Number(latitude), Value::Number(longitude)] = arguments.get(position).items()
    else {
        return Err(arguments.wrong(position, "a location"));
    };
    let (latitude, longitude) = (
        latitude.to_f64().to_radians(),
        longitude.to_f64().to_radians(),
    );
    Ok([
        latitude.cos() * longitude.cos(),
        latitude.cos() * longitude.sin(),
        latitude.sin(),
    ])
}
