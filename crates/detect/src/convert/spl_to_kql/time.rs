//! Splunk's times and formats of times in KQL's words.

/// A time of `earliest=` or of `relative_time(now(), …)`: `-24h@h`, seconds since 1970, a date.
pub(super) fn moment(text: &str) -> Option<String> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<i64>() {
        return Some(format!("unixtime_seconds_todatetime({seconds})"));
    }
    if text.contains('/') {
        let (date, time) = text.split_once(':').unwrap_or((text, "00:00:00"));
        let parts: Vec<&str> = date.split('/').collect();
        let [month, day, year] = parts.as_slice() else {
            return None;
        };
        let number = |part: &str| part.parse::<u32>().ok();
        let (year, month, day) = (number(year)?, number(month)?, number(day)?);
        let is_time = time.chars().all(|c| c.is_ascii_digit() || c == ':');
        return is_time.then(|| format!("datetime({year:04}-{month:02}-{day:02}T{time})"));
    }
    relative("now()", text)
}

/// A time moved by `-1d@d+2h`: parts one after another.
pub(super) fn relative(base: &str, modifier: &str) -> Option<String> {
    let mut at = base.to_owned();
    let mut rest = modifier.trim();
    while !rest.is_empty() {
        let sign = rest.chars().next()?;
        rest = rest.get(1..)?;
        let end = rest.find(['+', '-', '@']).unwrap_or(rest.len());
        let part = rest.get(..end)?;
        rest = rest.get(end..)?;
        match sign {
            '@' => at = snapped(&at, part)?,
            '+' | '-' => {
                let digits = part
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(part.len());
                let count: i64 = match part.get(..digits)? {
                    "" => 1,
                    digits => digits.parse().ok()?,
                };
                let unit = part.get(digits..)?;
                at = match month_unit(unit) {
                    Some(unit) => {
                        let count = if sign == '-' { -count } else { count };
                        format!("datetime_add('{unit}', {count}, {at})")
                    }
                    None if at == "now()" && sign == '-' => {
                        format!("ago({})", span_of(count, unit)?)
                    }
                    None => format!("{at} {sign} {}", span_of(count, unit)?),
                };
            }
            _ => return None,
        }
    }
    Some(at)
}

fn month_unit(unit: &str) -> Option<&'static str> {
    match unit {
        "mon" | "month" | "months" => Some("month"),
        "q" | "qtr" | "quarter" | "quarters" => Some("quarter"),
        "y" | "yr" | "year" | "years" => Some("year"),
        _ => None,
    }
}

fn snapped(at: &str, unit: &str) -> Option<String> {
    Some(match unit {
        "d" | "day" => format!("startofday({at})"),
        "w" | "w0" | "week" => format!("startofweek({at})"),
        "mon" | "month" => format!("startofmonth({at})"),
        "y" | "year" | "yr" => format!("startofyear({at})"),
        unit => format!("bin({at}, {})", span_of(1, unit)?),
    })
}

/// A length of time, `5m`, from a count and a unit of Splunk's.
fn span_of(count: i64, unit: &str) -> Option<String> {
    let unit = match unit {
        "" | "s" | "sec" | "secs" | "second" | "seconds" => "s",
        "m" | "min" | "mins" | "minute" | "minutes" => "m",
        "h" | "hr" | "hrs" | "hour" | "hours" => "h",
        "d" | "day" | "days" => "d",
        "w" | "week" | "weeks" => return Some(format!("{}d", count.checked_mul(7)?)),
        "ms" => "ms",
        _ => return None,
    };
    Some(format!("{count}{unit}"))
}

/// The `span=5m` of `bin`.
pub(super) fn span(text: &str) -> Option<String> {
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let count: i64 = text.get(..digits)?.parse().ok()?;
    span_of(count, text.get(digits..)?)
}

/// A time as a text in a format of `strftime`.
pub(super) fn formatted(time: &str, format: &str) -> Option<String> {
    // What `format_datetime` takes stands together, other letters are texts of their own.
    let mut parts: Vec<(bool, String)> = Vec::new();
    let mut add = |is_format: bool, text: &str| match parts.last_mut() {
        Some((kind, own)) if *kind == is_format => own.push_str(text),
        _ => parts.push((is_format, text.to_owned())),
    };
    let mut letters = format.chars().peekable();
    while let Some(c) = letters.next() {
        if c != '%' {
            let is_delimiter = " /-:,._[]".contains(c);
            add(is_delimiter, &c.to_string());
            continue;
        }
        let mut letter = letters.next()?;
        let mut digits = String::new();
        while letter.is_ascii_digit() {
            digits.push(letter);
            letter = letters.next()?;
        }
        let own = match letter {
            'Y' => "yyyy",
            'y' => "yy",
            'm' => "MM",
            'd' => "dd",
            'H' => "HH",
            'I' => "hh",
            'M' => "mm",
            'S' => "ss",
            'p' => "tt",
            'T' => "HH:mm:ss",
            'F' => "yyyy-MM-dd",
            'N' | 'Q' if digits.is_empty() || digits == "3" => "fff",
            'N' | 'Q' if digits == "6" => "ffffff",
            '%' => {
                add(false, "%");
                continue;
            }
            _ => return None,
        };
        add(true, own);
    }
    // A delimiter alone between two texts is a text.
    let texts: Vec<String> = parts
        .iter()
        .map(|(is_format, text)| {
            if *is_format && text.chars().any(char::is_alphabetic) {
                format!("format_datetime({time}, '{text}')")
            } else {
                format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
            }
        })
        .collect();
    match texts.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        several => Some(format!("strcat({})", several.join(", "))),
    }
}
