//! The picture of a hunt: who did what when, a lane for each who, a bar for each alert.

use std::collections::BTreeMap;

use vigie_engine::types::datetime;
use vigie_engine::types::timespan::{DAY, HOUR, MINUTE, SECOND};

use super::{class, escaped, moment, who};
use crate::alert::Alert;

/// Sizes in the picture's own units.
const WIDTH: f64 = 1040.0;
const LABELS: f64 = 230.0;
const ROW: f64 = 18.0;
const BAR: f64 = 12.0;
const TOP: f64 = 34.0;
/// The least a bar is wide, so that a moment can be seen.
const NARROW: f64 = 7.0;
/// Lanes that are shown one by one.
const LANES: usize = 16;
/// Alerts on top of one another in a lane.
const DEPTH: usize = 6;
/// Records of an alert that are drawn.
const RECORDS: usize = 200;
/// Characters of a lane's name.
const NAME: usize = 32;

/// Steps of the axis; above, whole years.
const STEPS: &[i64] = &[
    SECOND,
    10 * SECOND,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
    30 * DAY,
    90 * DAY,
    365 * DAY,
];

/// Where times are in the picture.
struct Scale {
    from: i64,
    to: i64,
}

impl Scale {
    fn x(&self, time: i64) -> f64 {
        let span = (self.to - self.from).max(1) as f64;
        LABELS + (time - self.from) as f64 / span * (WIDTH - LABELS - 10.0)
    }
}

/// A lane: its name and its alerts with the row each is in.
struct Lane<'a> {
    name: String,
    alerts: Vec<(usize, &'a Alert)>,
    rows: usize,
}

/// An SVG of the alerts; empty when there are none.
pub(super) fn picture(alerts: &[&Alert]) -> String {
    let (Some(from), Some(to)) = (
        alerts.iter().map(|a| a.first).min(),
        alerts.iter().map(|a| a.last).max(),
    ) else {
        return String::new();
    };
    let margin = ((to - from) / 40).max(MINUTE);
    let scale = Scale {
        from: from.saturating_sub(margin),
        to: to.saturating_add(margin),
    };
    let lanes = lanes(alerts, &scale);
    let rows: usize = lanes.iter().map(|l| l.rows).sum();
    let height = TOP + rows as f64 * ROW + lanes.len() as f64 * 8.0 + 8.0;
    let mut out = format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"Alerts over time\">\n"
    );
    axis(&scale, height, &mut out);
    let mut y = TOP;
    for (at, lane) in lanes.iter().enumerate() {
        draw(lane, &scale, at % 2 == 0, y, &mut out);
        y += lane.rows as f64 * ROW + 8.0;
    }
    out.push_str("</svg>\n");
    out
}

fn lanes<'a>(alerts: &[&'a Alert], scale: &Scale) -> Vec<Lane<'a>> {
    let mut of: BTreeMap<String, Vec<&'a Alert>> = BTreeMap::new();
    for alert in alerts {
        of.entry(who(alert)).or_default().push(alert);
    }
    let mut of: Vec<(String, Vec<&Alert>)> = of.into_iter().collect();
    of.sort_by_key(|(name, alerts)| {
        let worst = alerts.iter().map(|a| a.severity).max();
        let first = alerts.iter().map(|a| a.first).min();
        (std::cmp::Reverse(worst), first, name.clone())
    });
    if of.len() > LANES {
        let rest = of.split_off(LANES - 1);
        let name = format!("{} others", rest.len());
        of.push((
            name,
            rest.into_iter().flat_map(|(_, alerts)| alerts).collect(),
        ));
    }
    of.into_iter()
        .map(|(name, mut alerts)| {
            alerts.sort_by_key(|a| (a.first, a.last));
            // Each alert goes into the first row that is free at its beginning.
            let mut ends: Vec<f64> = Vec::new();
            let mut placed = Vec::new();
            for alert in alerts {
                let start = scale.x(alert.first);
                let free = ends.iter().position(|end| *end <= start);
                let row = free.unwrap_or(ends.len()).min(DEPTH - 1);
                let end = scale.x(alert.last).max(start + NARROW) + 2.0;
                if row < ends.len() {
                    ends[row] = ends[row].max(end);
                } else {
                    ends.push(end);
                }
                placed.push((row, alert));
            }
            Lane {
                name,
                alerts: placed,
                rows: ends.len().max(1),
            }
        })
        .collect()
}

fn axis(scale: &Scale, height: f64, out: &mut String) {
    let span = scale.to - scale.from;
    let step = STEPS.iter().copied().find(|step| span / step <= 7);
    let step = step.unwrap_or_else(|| (span / 7 / (365 * DAY) + 1) * 365 * DAY);
    let mut time = scale.from.div_euclid(step) * step + step;
    let mut last_day = String::new();
    while time < scale.to {
        let x = scale.x(time);
        let text = datetime::format(time);
        // A label at the edge stays within the picture.
        let anchor = if x > WIDTH - 40.0 { "end" } else { "middle" };
        let day = text.get(..10).unwrap_or_default().to_owned();
        let clock = if step < MINUTE {
            text.get(11..19).unwrap_or_default()
        } else {
            text.get(11..16).unwrap_or_default()
        };
        out.push_str(&format!(
            "<line class=\"grid\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{:.1}\" y2=\"{height:.1}\"/>\n",
            TOP - 4.0
        ));
        if day != last_day {
            out.push_str(&format!(
                "<text x=\"{x:.1}\" y=\"12\" text-anchor=\"{anchor}\">{day}</text>\n"
            ));
            last_day = day;
        }
        if step < DAY {
            out.push_str(&format!(
                "<text x=\"{x:.1}\" y=\"26\" text-anchor=\"{anchor}\">{clock}</text>\n"
            ));
        }
        time += step;
    }
}

fn draw(lane: &Lane<'_>, scale: &Scale, shaded: bool, y: f64, out: &mut String) {
    let height = lane.rows as f64 * ROW + 8.0;
    if shaded {
        out.push_str(&format!(
            "<rect class=\"lane\" x=\"0\" y=\"{y:.1}\" width=\"{WIDTH}\" height=\"{height:.1}\"/>\n"
        ));
    }
    let name = cut_middle(&lane.name);
    out.push_str(&format!(
        "<text class=\"who\" x=\"8\" y=\"{:.1}\">{}<title>{}</title></text>\n",
        y + 17.0,
        escaped(&name),
        escaped(&lane.name)
    ));
    for (row, alert) in &lane.alerts {
        let top = y + 7.0 + *row as f64 * ROW;
        let start = scale.x(alert.first);
        let width = (scale.x(alert.last) - start).max(NARROW);
        out.push_str(&format!(
            "<a href=\"#a{}\"><rect class=\"bar {}\" x=\"{start:.1}\" y=\"{top:.1}\" \
             width=\"{width:.1}\" height=\"{BAR}\" rx=\"3\"><title>{}: {}, {}</title></rect></a>\n",
            alert.id,
            class(alert.severity),
            alert.severity,
            escaped(&alert.title),
            moment(alert.first),
        ));
        if width < 3.0 * NARROW {
            continue;
        }
        for time in alert.records.iter().take(RECORDS).filter_map(|r| r.time) {
            let x = scale.x(time).min(start + width - 1.5);
            out.push_str(&format!(
                "<rect class=\"record\" x=\"{x:.1}\" y=\"{:.1}\" width=\"1.2\" height=\"{}\"/>\n",
                top + 2.0,
                BAR - 4.0
            ));
        }
    }
}

/// A name that is too long without its middle: the ends of ids and mail addresses tell them apart.
fn cut_middle(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    if chars.len() <= NAME {
        return name.to_owned();
    }
    let half = NAME / 2;
    let head: String = chars[..half].iter().collect();
    let tail: String = chars[chars.len() - half + 1..].iter().collect();
    format!("{head}…{tail}")
}
