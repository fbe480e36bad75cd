//! How sure it is that two documents tell one story: a logistic score of what they share.

use super::pairs::Features;

/// The probability that two documents tell one story, 0 to 1. Documents of one language that are no copies are not
/// compared: what they share (names, words, templates) says too little of one event.
pub(super) fn probability(features: &Features) -> f64 {
    if features.same_language > 0.5 {
        return 0.0;
    }
    let sum =
        BIAS + terms(features).iter().zip(WEIGHTS).map(|(term, weight)| term * weight).sum::<f64>();
    1.0 / (1.0 + (-sum).exp())
}

/// What the weights are multiplied with.
fn terms(features: &Features) -> [f64; 13] {
    let many = features.shared.ln_1p();
    [
        features.sounds.sqrt(),
        features.concepts.sqrt(),
        features.alike,
        features.close.sqrt(),
        features.closeness,
        features.least_cover,
        features.most_cover,
        features.order,
        many,
        features.order * many,
        features.ratio.min(FARTHEST_RATIO),
        features.margin,
        features.margin * features.weight().ln_1p(),
    ]
}

/// Differences in size beyond this say no more against a translation: it may be cut.
const FARTHEST_RATIO: f64 = 0.35;

/// Weights by logistic regression on pairs of translated news stories in twelve and in twenty-four languages.
const BIAS: f64 = -10.295;
const WEIGHTS: [f64; 13] =
    [0.507, 1.036, 2.777, 0.71, 3.889, 6.705, 4.013, 0.569, -3.138, 2.642, -3.502, 1.402, 0.51];
