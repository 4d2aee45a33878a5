//! Geometry on the sphere: points, lines and polygons of GeoJSON, and the cells of grids.
//!
//! Edges are geodesics, and the Earth is a sphere of the radius that Kusto's answers have.

pub mod buffer;
pub mod densify;
pub mod geohash;
pub mod geojson;
pub mod h3;
pub mod measure;
pub mod overlay;
pub mod parts;
pub mod s2;
pub mod spheroid;
pub mod vector;
pub mod wkt;

/// In meters: the mean radius.
pub const EARTH_RADIUS: f64 = 6_371_010.0;
