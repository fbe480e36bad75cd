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
    [
        features.numbers.sqrt(),
        features.codes.sqrt(),
        features.names.sqrt(),
        features.sounds.sqrt(),
        features.concepts.sqrt(),
        features.least_cover,
        features.most_cover,
        features.order,
        features.shared.ln_1p(),
        features.order * features.shared.ln_1p(),
        features.ratio.min(FARTHEST_RATIO),
        features.margin,
        features.margin * features.weight().ln_1p(),
    ]
}

/// Differences in size beyond this say no more against a translation: it may be cut.
const FARTHEST_RATIO: f64 = 0.5;

/// Weights by logistic regression on pairs of translated news stories in twelve and in twenty-four languages.
const BIAS: f64 = -8.686;
const WEIGHTS: [f64; 13] =
    [0.056, -0.017, 0.132, 0.606, 1.142, 6.851, 4.002, 0.651, -2.582, 4.16, -6.677, -0.446, 0.984];
