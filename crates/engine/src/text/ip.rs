//! IP addresses with a prefix, as the functions on addresses read them.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::text::columns::items;
use crate::types::Value;

/// An IPv4 address and how many of its bits count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct V4 {
    pub address: u32,
    /// 0 to 32
    pub prefix: u32,
}

impl V4 {
    /// Reads `192.168.1.1` and `192.168.1.1/24`.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, prefix_of(prefix, 32)?),
            None => (text, 32),
        };
        Some(Self {
            address: octets(address)?,
            prefix,
        })
    }

    /// The address without the bits that do not count.
    pub fn network(self) -> u32 {
        self.address & mask4(self.prefix)
    }

    /// The same address with fewer bits that count; `None` when the number makes no sense.
    pub fn within(self, prefix: Option<i64>) -> Option<Self> {
        let prefix = u32::try_from(prefix?).ok().filter(|p| *p <= 32)?;
        Some(Self {
            address: self.address,
            prefix: prefix.min(self.prefix),
        })
    }

    /// Whether the address is in a network.
    pub fn is_in(self, network: Self) -> bool {
        self.address & mask4(network.prefix) == network.network()
    }
}

/// The bits of an IPv4 address that count.
pub fn mask4(prefix: u32) -> u32 {
    u32::MAX.checked_shl(32 - prefix).unwrap_or(0)
}

fn mask6(prefix: u32) -> u128 {
    u128::MAX.checked_shl(128 - prefix).unwrap_or(0)
}

fn prefix_of(text: &str, most: u32) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|p| digits && *p <= most)
}

/// Four numbers up to 255 with dots between them.
pub fn octets(text: &str) -> Option<u32> {
    let mut address = 0;
    let mut count = 0;
    for part in text.split('.') {
        count += 1;
        if count > 4 || part.is_empty() || part.len() > 3 {
            return None;
        }
        let digits = part.bytes().all(|b| b.is_ascii_digit());
        let octet: u32 = part.parse().ok().filter(|o| digits && *o <= 255)?;
        address = address << 8 | octet;
    }
    (count == 4).then_some(address)
}

/// The usual text of an IPv4 address.
pub fn text4(address: u32) -> String {
    Ipv4Addr::from(address).to_string()
}

/// An IPv6 address, or an IPv4 address as one, and how many of its bits count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct V6 {
    pub address: u128,
    /// 0 to 128
    pub prefix: u32,
    /// Whether it was written with dots.
    pub dotted: bool,
}

/// The first 96 bits of an IPv4 address that is written as IPv6.
const MAPPED: u128 = 0xffff << 32;

impl V6 {
    /// Reads IPv6 and IPv4 addresses; a prefix of one written with dots counts its 32 bits.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let dotted = address.contains('.');
        let prefix = match prefix {
            Some(prefix) if dotted => 96 + prefix_of(prefix, 32)?,
            Some(prefix) => prefix_of(prefix, 128)?,
            None => 128,
        };
        let address = if address.contains(':') {
            address.parse::<Ipv6Addr>().ok()?.to_bits()
        } else {
            u128::from(octets(address)?) | MAPPED
        };
        Some(Self {
            address,
            prefix,
            dotted,
        })
    }

    /// The address without the bits that do not count.
    pub fn network(self) -> u128 {
        self.address & mask6(self.prefix)
    }

    /// The same address with fewer bits that count; `None` when the number makes no sense.
    pub fn within(self, prefix: Option<i64>) -> Option<Self> {
        let prefix = u32::try_from(prefix?).ok().filter(|p| *p <= 128)?;
        Some(Self {
            prefix: prefix.min(self.prefix),
            ..self
        })
    }

    /// Whether the address is in a network.
    pub fn is_in(self, network: Self) -> bool {
        self.address & mask6(network.prefix) == network.network()
    }

    /// One that was written with dots behind `::` means the IPv4 address, where addresses are
    /// compared.
    fn comparable(self) -> Self {
        if self.dotted && self.address >> 32 == 0 {
            Self {
                address: self.address | MAPPED,
                ..self
            }
        } else {
            self
        }
    }
}

/// Eight groups of four digits.
pub fn text6(address: u128) -> String {
    let groups: Vec<String> = Ipv6Addr::from_bits(address)
        .segments()
        .iter()
        .map(|group| format!("{group:04x}"))
        .collect();
    groups.join(":")
}

/// Compares the bits of two addresses that count in both, and among the first `prefix` ones.
pub fn compare4(args: &[Value]) -> Option<std::cmp::Ordering> {
    let (a, b) = (V4::parse(args[0].as_str())?, V4::parse(args[1].as_str())?);
    let prefix = match args.get(2) {
        Some(prefix) => a.within(prefix.as_i64())?.prefix,
        None => a.prefix,
    };
    let mask = mask4(prefix.min(b.prefix));
    Some((a.address & mask).cmp(&(b.address & mask)))
}

/// As `compare4`, for addresses of both kinds.
pub fn compare6(args: &[Value]) -> Option<std::cmp::Ordering> {
    let a = V6::parse(args[0].as_str())?.comparable();
    let b = V6::parse(args[1].as_str())?.comparable();
    let prefix = match args.get(2) {
        Some(prefix) => {
            // Between two IPv4 addresses a small number counts the bits of those.
            let four = a.dotted && b.dotted;
            let bits = prefix.as_i64()?;
            let bits = if four && (0..=32).contains(&bits) {
                bits + 96
            } else {
                bits
            };
            a.within(Some(bits))?.prefix
        }
        None => a.prefix,
    };
    let mask = mask6(prefix.min(b.prefix));
    Some((a.address & mask).cmp(&(b.address & mask)))
}

/// The texts of one or more arguments, each a text or an array of texts.
pub fn texts(args: &[Value]) -> Vec<String> {
    args.iter().flat_map(items).collect()
}

/// The IPv4 addresses in a text that stand between characters that are no letter or digit.
pub fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let in_run = |c: char| c.is_ascii_digit() || c == '.';
    let mut rest = text;
    let mut before = None;
    std::iter::from_fn(move || {
        loop {
            let begin = rest.find(|c: char| c.is_ascii_digit())?;
            let (skipped, run) = rest.split_at(begin);
            let end = run.find(|c| !in_run(c)).unwrap_or(run.len());
            let (run, behind) = run.split_at(end);
            let left = skipped.chars().next_back().or(before);
            before = run.chars().next_back();
            rest = behind;
            let word = run.trim_end_matches('.');
            let right = if word.len() < run.len() {
                Some('.')
            } else {
                behind.chars().next()
            };
            let stands_alone = [left, right].iter().flatten().all(|c| !c.is_alphanumeric());
            if stands_alone && octets(word).is_some() {
                return Some(word);
            }
        }
    })
}

/// Whether a text has an IPv4 address that begins with one of the prefixes. A prefix ends with a
/// dot or is a whole address; what is neither is passed over.
pub fn has_prefix(text: &str, prefixes: &[String]) -> bool {
    let valid: Vec<&String> = prefixes
        .iter()
        .filter(|p| octets(p).is_some() || is_dotted_prefix(p))
        .collect();
    addresses(text).any(|address| {
        valid.iter().any(|p| {
            if p.ends_with('.') {
                address.starts_with(p.as_str())
            } else {
                octets(address) == octets(p)
            }
        })
    })
}

fn is_dotted_prefix(text: &str) -> bool {
    text.strip_suffix('.').is_some_and(|body| {
        let missing = 3_usize.checked_sub(body.matches('.').count());
        missing.is_some_and(|m| m > 0 && octets(&format!("{body}{}", ".0".repeat(m))).is_some())
    })
}
