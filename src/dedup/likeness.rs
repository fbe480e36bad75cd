//! How sure it is that two documents tell one story: a logistic score of what they share.

use super::features::Features;

/// The probability that two documents of different languages tell one story, 0 to 1.
pub(super) fn probability(features: &Features) -> f64 {
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
        features.margin * features.weight.ln_1p(),
    ]
}

/// Differences in size beyond this say no more against a translation: it may be cut.
const FARTHEST_RATIO: f64 = 0.35;

/// Weights by logistic regression on pairs of translated news stories in twelve and in twenty-four languages.
const BIAS: f64 = -10.088;
const WEIGHTS: [f64; 13] =
    [0.509, 1.034, 2.782, 0.724, 4.041, 6.561, 4.101, 0.471, -3.151, 2.551, -3.453, 1.612, 0.481];
