//! What rules of Sigma ask of events, for the checks of it.

use vigie_languages::sigma::condition::{Field, Kind, Test};
use vigie_languages::sigma::profile::Profile;
use vigie_languages::sigma::{Correlated, Meaning, Sense};

use super::def::Subject;

/// What a rule asks of one event.
pub(super) fn event<'s>(subject: &Subject<'s>) -> Option<&'s Meaning> {
    match subject.rule.sigma.as_deref()? {
        Sense::Event(meaning) => Some(meaning),
        Sense::Correlation(_) => None,
    }
}

/// What a rule asks of events together.
pub(super) fn correlation<'s>(subject: &Subject<'s>) -> Option<&'s Correlated> {
    match subject.rule.sigma.as_deref()? {
        Sense::Event(_) => None,
        Sense::Correlation(correlated) => Some(correlated),
    }
}

/// The tests of fields of a rule of one event, with what is known of its log.
pub(super) fn tests(subject: &Subject<'_>) -> Vec<(Field, Test, Profile)> {
    let mut all = Vec::new();
    if let Some(meaning) = event(subject) {
        meaning.condition.each(&mut |test| {
            if let Some(field) = &test.field {
                all.push((
                    field.clone(),
                    test.clone(),
                    meaning.profile.clone().into_owned(),
                ));
            }
        });
    }
    all
}

/// The fields that a rule reads, each with what is known of its log: those of tests, those that tests
/// compare with, and those that a correlation groups by or counts.
pub(super) fn fields(subject: &Subject<'_>) -> Vec<(Field, Profile)> {
    let mut all: Vec<(Field, Profile)> = Vec::new();
    for (field, test, profile) in tests(subject) {
        if let Kind::Field { other, .. } = &test.kind {
            all.push((other.clone(), profile.clone()));
        }
        all.push((field, profile));
    }
    if let Some(correlated) = correlation(subject) {
        let own = correlated.fields.iter();
        all.extend(own.map(|(field, profile)| (field.clone(), profile.clone().into_owned())));
    }
    all
}
