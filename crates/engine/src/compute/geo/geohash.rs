//! Geohashes: cells of the plane of degrees, halved in turn, in base 32.

const DIGITS: &[u8; 32] = b"0123456789bcdefghjkmnpqrstuvwxyz";
/// The longest geohash.
pub const MOST: usize = 18;

/// A rectangle of degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    pub west: f64,
    pub east: f64,
    pub south: f64,
    pub north: f64,
}

const WORLD: Cell = Cell {
    west: -180.0,
    east: 180.0,
    south: -90.0,
    north: 90.0,
};

impl Cell {
    /// The half on one side of the middle: east or north when `upper`.
    fn halved(mut self, by_longitude: bool, upper: bool) -> Self {
        let (low, high) = if by_longitude {
            (&mut self.west, &mut self.east)
        } else {
            (&mut self.south, &mut self.north)
        };
        let middle = f64::midpoint(*low, *high);
        *(if upper { low } else { high }) = middle;
        self
    }

    /// Longitude and latitude.
    pub fn center(&self) -> (f64, f64) {
        (
            f64::midpoint(self.west, self.east),
            f64::midpoint(self.south, self.north),
        )
    }
}

/// The geohash of a point, of so many characters.
pub fn encode(longitude: f64, latitude: f64, length: usize) -> String {
    let mut cell = WORLD;
    let mut hash = String::with_capacity(length);
    let mut by_longitude = true;
    for _ in 0..length {
        let mut digit = 0;
        for _ in 0..5 {
            let (middle_lng, middle_lat) = cell.center();
            let upper = if by_longitude {
                longitude >= middle_lng
            } else {
                latitude >= middle_lat
            };
            digit = digit << 1 | usize::from(upper);
            cell = cell.halved(by_longitude, upper);
            by_longitude = !by_longitude;
        }
        hash.push(DIGITS[digit] as char);
    }
    hash
}

/// The cell of a geohash; `None` when it is none.
pub fn decode(hash: &str) -> Option<Cell> {
    if hash.is_empty() || hash.len() > MOST {
        return None;
    }
    let mut cell = WORLD;
    let mut by_longitude = true;
    for byte in hash.bytes() {
        let digit = DIGITS
            .iter()
            .position(|d| *d == byte.to_ascii_lowercase())?;
        for bit in (0..5).rev() {
            cell = cell.halved(by_longitude, digit >> bit & 1 == 1);
            by_longitude = !by_longitude;
        }
    }
    Some(cell)
}

/// The eight cells around a geohash, fewer at a pole.
pub fn neighbors(hash: &str) -> Option<Vec<String>> {
    // This is the order that Kusto gives.
    const AROUND: [(f64, f64); 8] = [
        (-1.0, 0.0),
        (-1.0, -1.0),
        (0.0, -1.0),
        (1.0, -1.0),
        (1.0, 1.0),
        (1.0, 0.0),
        (0.0, 1.0),
        (-1.0, 1.0),
    ];
    let cell = decode(hash)?;
    let (width, height) = (cell.east - cell.west, cell.north - cell.south);
    let (longitude, latitude) = cell.center();
    let cells = AROUND.iter().filter_map(|(x, y)| {
        let latitude = latitude + y * height;
        let longitude = (longitude + x * width + 180.0).rem_euclid(360.0) - 180.0;
        (latitude.abs() < 90.0).then(|| encode(longitude, latitude, hash.len()))
    });
    Some(cells.collect())
}
