//! Texts that carry bytes: base64, and compressed bytes in base64.

use std::io::{Read, Write};

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireCanonical),
);

/// What a compressed text may become at most; more is taken for an attack and gives nothing.
const MOST: u64 = 64 << 20;

pub fn encode_base64(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

/// The bytes of base64 text with its padding; `None` when it is none.
pub fn decode_base64(text: &str) -> Option<Vec<u8>> {
    BASE64.decode(text).ok()
}

/// Deflates bytes; what does not shrink is stored.
fn deflate(bytes: &[u8]) -> Option<Vec<u8>> {
    let at = |level| {
        let mut encoder = DeflateEncoder::new(Vec::new(), level);
        encoder.write_all(bytes).ok()?;
        encoder.finish().ok()
    };
    let packed = at(Compression::default())?;
    if packed.len() < bytes.len() {
        Some(packed)
    } else {
        at(Compression::none())
    }
}

fn inflate(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    DeflateDecoder::new(bytes)
        .take(MOST + 1)
        .read_to_end(&mut out)
        .ok()?;
    (out.len() as u64 <= MOST).then_some(out)
}

/// The checksum of zlib's format.
fn adler32(bytes: &[u8]) -> u32 {
    let (mut a, mut b) = (1_u32, 0_u32);
    // So many bytes cannot overflow the sums.
    for part in bytes.chunks(5552) {
        for byte in part {
            a += u32::from(*byte);
            b += a;
        }
        a %= 65_521;
        b %= 65_521;
    }
    b << 16 | a
}

/// Text in zlib's format, as base64.
pub fn zlib(text: &str) -> Option<String> {
    let mut out = vec![0x78, 0x01];
    out.extend(deflate(text.as_bytes())?);
    out.extend(adler32(text.as_bytes()).to_be_bytes());
    Some(encode_base64(&out))
}

/// The text in base64 of zlib's format; `None` when it is none or no text.
pub fn from_zlib(text: &str) -> Option<String> {
    let bytes = decode_base64(text)?;
    let head = u16::from_be_bytes(bytes.get(..2)?.try_into().ok()?);
    // Deflate, a multiple of 31, no dictionary.
    if head >> 8 & 0xf != 8 || head % 31 != 0 || head & 0x20 != 0 {
        return None;
    }
    let out = inflate(bytes.get(2..)?)?;
    let sum = bytes.get(bytes.len().checked_sub(4)?..)?;
    if sum != adler32(&out).to_be_bytes() {
        return None;
    }
    String::from_utf8(out).ok()
}

const GZIP_HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// Text in gzip's format, as base64.
pub fn gzip(text: &str) -> Option<String> {
    let mut out = GZIP_HEAD.to_vec();
    out.extend(deflate(text.as_bytes())?);
    out.extend(crc(text.as_bytes()).to_le_bytes());
    out.extend((text.len() as u32).to_le_bytes());
    Some(encode_base64(&out))
}

/// The text in base64 of gzip's format without optional fields; `None` when it is none or no
/// text.
pub fn from_gzip(text: &str) -> Option<String> {
    let bytes = decode_base64(text)?;
    if bytes.get(..4)? != [0x1f, 0x8b, 8, 0] {
        return None;
    }
    let out = inflate(bytes.get(GZIP_HEAD.len()..)?)?;
    let tail = bytes.get(bytes.len().checked_sub(8)?..)?;
    if tail.get(..4)? != crc(&out).to_le_bytes() {
        return None;
    }
    String::from_utf8(out).ok()
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// The bytes of a guid, whose first three groups are little-endian; and back.
pub fn guid_bytes(guid: &str) -> Option<[u8; 16]> {
    let digits: String = guid.chars().filter(|c| *c != '-').collect();
    let number = u128::from_str_radix(&digits, 16).ok()?;
    Some(swapped(number.to_be_bytes()))
}

/// The guid of 16 bytes.
pub fn guid_of_bytes(bytes: &[u8]) -> Option<String> {
    let bytes = swapped(bytes.try_into().ok()?);
    crate::types::convert::guid(&format!("{:032x}", u128::from_be_bytes(bytes)))
}

/// The first three groups in the other order of bytes.
fn swapped(mut bytes: [u8; 16]) -> [u8; 16] {
    bytes[..4].reverse();
    bytes[4..6].reverse();
    bytes[6..8].reverse();
    bytes
}
