//! Well-known text to GeoJSON.

use serde_json::json;

use crate::types::Json;

/// How deep collections may lie in one another.
const MOST_DEPTH: usize = 32;

/// The geometry as GeoJSON; `None` when the text is none.
pub fn parse(text: &str) -> Option<Json> {
    let mut reader = Reader { rest: text };
    let geometry = reader.geometry(0)?;
    reader.skip_space();
    reader
        .rest
        .trim_end_matches(';')
        .trim()
        .is_empty()
        .then_some(geometry)
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, c: char) -> Option<()> {
        self.skip_space();
        self.rest = self.rest.strip_prefix(c)?;
        Some(())
    }

    fn geometry(&mut self, depth: usize) -> Option<Json> {
        if depth > MOST_DEPTH {
            return None;
        }
        self.skip_space();
        let end = self
            .rest
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        let name = name.to_ascii_uppercase();
        if name == "GEOMETRYCOLLECTION" {
            let geometries = self.list(|reader| reader.geometry(depth + 1))?;
            return Some(json!({ "type": "GeometryCollection", "geometries": geometries }));
        }
        let (kind, coordinates) = match name.as_str() {
            "POINT" => {
                let mut points = self.list(Self::position)?;
                ("Point", points.pop().filter(|_| points.is_empty())?)
            }
            "LINESTRING" => ("LineString", self.positions()?),
            "POLYGON" => ("Polygon", self.rings()?),
            "MULTIPOINT" => ("MultiPoint", Json::Array(self.list(Self::loose_position)?)),
            "MULTILINESTRING" => ("MultiLineString", self.rings()?),
            "MULTIPOLYGON" => ("MultiPolygon", Json::Array(self.list(Self::rings)?)),
            _ => return None,
        };
        Some(json!({ "type": kind, "coordinates": coordinates }))
    }

    /// `( item, item, … )`
    fn list(&mut self, mut item: impl FnMut(&mut Self) -> Option<Json>) -> Option<Vec<Json>> {
        self.take('(')?;
        let mut items = vec![item(self)?];
        while self.take(',').is_some() {
            items.push(item(self)?);
        }
        self.take(')')?;
        Some(items)
    }

    fn positions(&mut self) -> Option<Json> {
        self.list(Self::position).map(Json::Array)
    }

    fn rings(&mut self) -> Option<Json> {
        self.list(Self::positions).map(Json::Array)
    }

    /// A position of `MULTIPOINT`, which may have parentheses of its own.
    fn loose_position(&mut self) -> Option<Json> {
        self.skip_space();
        if self.rest.starts_with('(') {
            return self.list(Self::position)?.pop();
        }
        self.position()
    }

    fn position(&mut self) -> Option<Json> {
        Some(Json::from(vec![self.number()?, self.number()?]))
    }

    fn number(&mut self) -> Option<f64> {
        self.skip_space();
        let end = self
            .rest
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E')))
            .unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        number.parse().ok()
    }
}
