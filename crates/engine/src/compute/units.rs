//! Units of measurement: how much of the base unit each one is.
//!
//! Source of the names: the pages of `convert_angle()` and its kin. The factors are the
//! definitions of the units.

use std::f64::consts::PI;

use crate::types::Value;

/// The units of a quantity, by name.
pub type Units = &'static [(&'static str, f64)];

/// Converts a value from one unit to another; null for a unit that is not known.
pub fn convert(units: Units, args: &[Value]) -> Value {
    let factor = |at: usize| {
        let name = args[at].as_str();
        units.iter().find(|(unit, _)| *unit == name).map(|u| u.1)
    };
    match (args[0].as_f64(), factor(1), factor(2)) {
        (Some(value), Some(from), Some(to)) => Value::Real(value * from / to),
        _ => Value::Null,
    }
}

/// In radians.
pub const ANGLE: Units = &[
    ("Arcminute", PI / (60.0 * 180.0)),
    ("Arcsecond", PI / (3600.0 * 180.0)),
    ("Centiradian", 1e-2),
    ("Deciradian", 1e-1),
    ("Degree", PI / 180.0),
    ("Gradian", PI / 200.0),
    ("Microdegree", 1e-6 * (PI / 180.0)),
    ("Microradian", 1e-6),
    ("Millidegree", 1e-3 * (PI / 180.0)),
    ("Milliradian", 1e-3),
    ("Nanodegree", 1e-9 * (PI / 180.0)),
    ("Nanoradian", 1e-9),
    ("NatoMil", PI / 3200.0),
    ("Radian", 1.0),
    ("Revolution", 2.0 * PI),
];

/// In joules.
pub const ENERGY: Units = &[
    ("BritishThermalUnit", 1_055.055_852_62),
    ("Calorie", 4.184),
    ("DecathermEc", 10.0 * (1.055_055_852_62e8)),
    ("DecathermImperial", 10.0 * (1.055_055_852_573_48e8)),
    ("DecathermUs", 10.0 * (1.054_804e8)),
    ("ElectronVolt", 1.602_176_634e-19),
    ("Erg", 1e-7),
    ("FootPound", 1.355_817_948_331_400_4),
    ("GigabritishThermalUnit", 1e9 * (1_055.055_852_62)),
    ("GigaelectronVolt", 1e9 * (1.602_176_634e-19)),
    ("Gigajoule", 1e9),
    ("GigawattDay", 1e9 * (24.0 * 3600.0)),
    ("GigawattHour", 1e9 * (3600.0)),
    ("HorsepowerHour", 76.040_224_9 * 9.806_65 * 3600.0),
    ("Joule", 1.0),
    ("KilobritishThermalUnit", 1e3 * (1_055.055_852_62)),
    ("Kilocalorie", 1e3 * (4.184)),
    ("KiloelectronVolt", 1e3 * (1.602_176_634e-19)),
    ("Kilojoule", 1e3),
    ("KilowattDay", 1e3 * (24.0 * 3600.0)),
    ("KilowattHour", 1e3 * (3600.0)),
    ("MegabritishThermalUnit", 1e6 * (1_055.055_852_62)),
    ("Megacalorie", 1e6 * (4.184)),
    ("MegaelectronVolt", 1e6 * (1.602_176_634e-19)),
    ("Megajoule", 1e6),
    ("MegawattDay", 1e6 * (24.0 * 3600.0)),
    ("MegawattHour", 1e6 * (3600.0)),
    ("Millijoule", 1e-3),
    ("TeraelectronVolt", 1e12 * (1.602_176_634e-19)),
    ("TerawattDay", 1e12 * (24.0 * 3600.0)),
    ("TerawattHour", 1e12 * (3600.0)),
    ("ThermEc", 1.055_055_852_62e8),
    ("ThermImperial", 1.055_055_852_573_48e8),
    ("ThermUs", 1.054_804e8),
    ("WattDay", 24.0 * 3600.0),
    ("WattHour", 3600.0),
];

/// In newtons.
pub const FORCE: Units = &[
    ("Decanewton", 10.0),
    ("Dyn", 1.0 / 1e5),
    ("KilogramForce", 9.806_65),
    ("Kilonewton", 1e3),
    ("KiloPond", 9.806_65),
    ("KilopoundForce", 1e3 * (4.448_221_615_260_5)),
    ("Meganewton", 1e6),
    ("Micronewton", 1e-6),
    ("Millinewton", 1e-3),
    ("Newton", 1.0),
    ("OunceForce", 4.448_221_615_260_5 / 16.0),
    ("Poundal", 0.138_254_954_376),
    ("PoundForce", 4.448_221_615_260_5),
    ("ShortTonForce", 4.448_221_615_260_5 * 2000.0),
    ("TonneForce", 9.806_65 * 1000.0),
];

/// In meters.
pub const LENGTH: Units = &[
    ("Angstrom", 1e-10),
    ("AstronomicalUnit", 1.495_978_707_0e11),
    ("Centimeter", 1e-2),
    ("Chain", 20.116_8),
    ("DataMile", 1828.8),
    ("Decameter", 10.0),
    ("Decimeter", 1e-1),
    ("DtpPica", 2.54e-2 / 6.0),
    ("DtpPoint", 2.54e-2 / 72.0),
    ("Fathom", 1.8288),
    ("Foot", 0.3048),
    ("Hand", 1.016e-1),
    ("Hectometer", 100.0),
    ("Inch", 2.54e-2),
    ("KilolightYear", 1e3 * (9.460_730_472_58e15)),
    ("Kilometer", 1e3),
    ("Kiloparsec", 1e3 * (3.085_677_581_28e16)),
    ("LightYear", 9.460_730_472_58e15),
    ("MegalightYear", 1e6 * (9.460_730_472_58e15)),
    ("Megaparsec", 1e6 * (3.085_677_581_28e16)),
    ("Meter", 1.0),
    ("Microinch", 2.54e-8),
    ("Micrometer", 1e-6),
    ("Mil", 2.54e-5),
    ("Mile", 1_609.344),
    ("Millimeter", 1e-3),
    ("Nanometer", 1e-9),
    ("NauticalMile", 1852.0),
    ("Parsec", 3.085_677_581_28e16),
    ("PrinterPica", 2.54e-2 * 400.0 / 2409.0),
    ("PrinterPoint", 2.54e-2 / 72.27),
    ("Shackle", 27.432),
    ("SolarRadius", 6.957_00e8),
    ("Twip", 2.54e-2 / 1440.0),
    ("UsSurveyFoot", 1200.0 / 3937.0),
    ("Yard", 0.9144),
];

/// In kilograms.
pub const MASS: Units = &[
    ("Centigram", 1e-2 * (1.0 / 1e3)),
    ("Decagram", 10.0 * (1.0 / 1e3)),
    ("Decigram", 1e-1 * (1.0 / 1e3)),
    ("EarthMass", 5.9722e24),
    ("Grain", 64.798_91e-6),
    ("Gram", 1.0 / 1e3),
    ("Hectogram", 100.0 * (1.0 / 1e3)),
    ("Kilogram", 1e3 * (1.0 / 1e3)),
    ("Kilopound", 1e3 * (0.453_592_37)),
    ("Kilotonne", 1e3 * (1e3)),
    ("LongHundredweight", 50.802_345_44),
    ("LongTon", 1_016.046_908_8),
    ("Megapound", 1e6 * (0.453_592_37)),
    ("Megatonne", 1e6 * (1e3)),
    ("Microgram", 1e-6 * (1.0 / 1e3)),
    ("Milligram", 1e-3 * (1.0 / 1e3)),
    ("Nanogram", 1e-9 * (1.0 / 1e3)),
    ("Ounce", 0.028_349_523_125),
    ("Pound", 0.453_592_37),
    ("ShortHundredweight", 45.359_237),
    ("ShortTon", 907.184_74),
    ("Slug", 0.453_592_37 * 9.806_65 / 0.3048),
    ("SolarMass", 1.989_47e30),
    ("Stone", 6.350_293_18),
    ("Tonne", 1e3),
];

/// In meters in a second.
pub const SPEED: Units = &[
    ("CentimeterPerHour", 1e-2 * (1.0 / 3600.0)),
    ("CentimeterPerMinute", 1e-2 * (1.0 / 60.0)),
    ("CentimeterPerSecond", 1e-2),
    ("DecimeterPerMinute", 1e-1 * (1.0 / 60.0)),
    ("DecimeterPerSecond", 1e-1),
    ("FootPerHour", 0.3048 / 3600.0),
    ("FootPerMinute", 0.3048 / 60.0),
    ("FootPerSecond", 0.3048),
    ("InchPerHour", (1.0 / 3600.0) * 2.54e-2),
    ("InchPerMinute", (1.0 / 60.0) * 2.54e-2),
    ("InchPerSecond", 2.54e-2),
    ("KilometerPerHour", 1e3 * (1.0 / 3600.0)),
    ("KilometerPerMinute", 1e3 * (1.0 / 60.0)),
    ("KilometerPerSecond", 1e3),
    ("Knot", 1852.0 / 3600.0),
    ("MeterPerHour", 1.0 / 3600.0),
    ("MeterPerMinute", 1.0 / 60.0),
    ("MeterPerSecond", 1.0),
    ("MicrometerPerMinute", 1e-6 * (1.0 / 60.0)),
    ("MicrometerPerSecond", 1e-6),
    ("MilePerHour", 0.447_04),
    ("MillimeterPerHour", 1e-3 * (1.0 / 3600.0)),
    ("MillimeterPerMinute", 1e-3 * (1.0 / 60.0)),
    ("MillimeterPerSecond", 1e-3),
    ("NanometerPerMinute", 1e-9 * (1.0 / 60.0)),
    ("NanometerPerSecond", 1e-9),
    ("UsSurveyFootPerHour", (1200.0 / 3937.0) / 3600.0),
    ("UsSurveyFootPerMinute", (1200.0 / 3937.0) / 60.0),
    ("UsSurveyFootPerSecond", 1200.0 / 3937.0),
    ("YardPerHour", 0.9144 / 3600.0),
    ("YardPerMinute", 0.9144 / 60.0),
    ("YardPerSecond", 0.9144),
];

/// In cubic meters.
pub const VOLUME: Units = &[
    ("AcreFoot", 1_233.481_837_547_52),
    ("AuTablespoon", 2e-5),
    ("BoardFoot", 0.028_316_846_592 / 12.0),
    ("Centiliter", 1e-2 * (1.0 / 1e3)),
    ("CubicCentimeter", 1.0 / 1e6),
    ("CubicDecimeter", 1.0 / 1e3),
    ("CubicFoot", 0.028_316_846_592),
    ("CubicHectometer", 1e6),
    ("CubicInch", 1.638_706_4e-5),
    ("CubicKilometer", 1e9),
    ("CubicMeter", 1.0),
    ("CubicMicrometer", 1.0 / 1e18),
    ("CubicMile", 4.168_181_825_440_579_4e9),
    ("CubicMillimeter", 1.0 / 1e9),
    ("CubicYard", 0.764_554_857_984),
    ("Decaliter", 10.0 * (1.0 / 1e3)),
    ("DecausGallon", 10.0 * (0.003_785_411_784)),
    ("Deciliter", 1e-1 * (1.0 / 1e3)),
    ("DeciusGallon", 1e-1 * (0.003_785_411_784)),
    ("HectocubicFoot", 100.0 * 0.028_316_846_592),
    ("HectocubicMeter", 100.0),
    ("Hectoliter", 100.0 * (1.0 / 1e3)),
    ("HectousGallon", 100.0 * (0.003_785_411_784)),
    ("ImperialBeerBarrel", 0.163_659_24),
    ("ImperialGallon", 0.004_546_09),
    ("ImperialOunce", 2.841_306_25e-5),
    ("ImperialPint", 5.682_612_5e-4),
    ("KilocubicFoot", 1e3 * 0.028_316_846_592),
    ("KilocubicMeter", 1e3),
    ("KiloimperialGallon", 1e3 * (0.004_546_09)),
    ("Kiloliter", 1e3 * (1.0 / 1e3)),
    ("KilousGallon", 1e3 * (0.003_785_411_784)),
    ("Liter", 1.0 / 1e3),
    ("MegacubicFoot", 1e6 * 0.028_316_846_592),
    ("MegaimperialGallon", 1e6 * (0.004_546_09)),
    ("Megaliter", 1e6 * (1.0 / 1e3)),
    ("MegausGallon", 1e6 * (0.003_785_411_784)),
    ("MetricCup", 0.000_25),
    ("MetricTeaspoon", 0.5e-5),
    ("Microliter", 1e-6 * (1.0 / 1e3)),
    ("Milliliter", 1e-3 * (1.0 / 1e3)),
    ("OilBarrel", 0.158_987_294_928),
    ("UkTablespoon", 1.5e-5),
    ("UsBeerBarrel", 0.117_347_765_304),
    ("UsCustomaryCup", 0.000_236_588_236_5),
    ("UsGallon", 0.003_785_411_784),
    ("UsLegalCup", 0.000_24),
    ("UsOunce", 2.957_352_956_25e-5),
    ("UsPint", 4.731_764_73e-4),
    ("UsQuart", 9.463_529_46e-4),
    ("UsTablespoon", 1.478_676_478_125e-5),
    ("UsTeaspoon", 4.928_921_593_75e-6),
];

/// Converts a temperature from one scale to another; null for a scale that is not known.
pub fn convert_temperature(args: &[Value]) -> Value {
    let kelvin = |value: f64, unit: &str| {
        Some(match unit {
            "Kelvin" => value,
            "DegreeCelsius" => value + 273.15,
            "MillidegreeCelsius" => value / 1000.0 + 273.15,
            "DegreeDelisle" => value * -2.0 / 3.0 + 373.15,
            "DegreeFahrenheit" => (value - 32.0) * 5.0 / 9.0 + 273.15,
            "DegreeNewton" => value * 100.0 / 33.0 + 273.15,
            "DegreeRankine" => value * 5.0 / 9.0,
            "DegreeReaumur" => value * 5.0 / 4.0 + 273.15,
            "DegreeRoemer" => (value - 7.5) * 40.0 / 21.0 + 273.15,
            "SolarTemperature" => value * 5778.0,
            _ => return None,
        })
    };
    let scale = |kelvin: f64, unit: &str| {
        Some(match unit {
            "Kelvin" => kelvin,
            "DegreeCelsius" => kelvin - 273.15,
            "MillidegreeCelsius" => (kelvin - 273.15) * 1000.0,
            "DegreeDelisle" => (kelvin - 373.15) * -3.0 / 2.0,
            "DegreeFahrenheit" => (kelvin - 273.15) * 9.0 / 5.0 + 32.0,
            "DegreeNewton" => (kelvin - 273.15) * 33.0 / 100.0,
            "DegreeRankine" => kelvin * 9.0 / 5.0,
            "DegreeReaumur" => (kelvin - 273.15) * 4.0 / 5.0,
            "DegreeRoemer" => (kelvin - 273.15) * 21.0 / 40.0 + 7.5,
            "SolarTemperature" => kelvin / 5778.0,
            _ => return None,
        })
    };
    args[0]
        .as_f64()
        .and_then(|value| kelvin(value, args[1].as_str()))
        .and_then(|kelvin| scale(kelvin, args[2].as_str()))
        .map_or(Value::Null, Value::Real)
}
