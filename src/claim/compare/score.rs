//! Scores: pairs in print order, whose side each number belongs to unknown.

use super::Comparison;

/// One of the two ways to print a score, the same for both.
pub(super) fn canonical(pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let reversed: Vec<(u32, u32)> = pairs.iter().map(|&(a, b)| (b, a)).collect();
    reversed.max(pairs.to_vec())
}

/// Compares two scores of one match: a part of the sets, or the number of sets won, fits the whole.
pub(super) fn compare(a: &[(u32, u32)], b: &[(u32, u32)]) -> Comparison {
    if canonical(a) == canonical(b) {
        return Comparison::Agrees;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < long.len() && (is_part(short, long) || is_tally(short, long)) {
        Comparison::Compatible
    } else {
        Comparison::Contradicts
    }
}

fn is_part(short: &[(u32, u32)], long: &[(u32, u32)]) -> bool {
    !short.is_empty() && long.windows(short.len()).any(|part| canonical(part) == canonical(short))
}

fn is_tally(short: &[(u32, u32)], long: &[(u32, u32)]) -> bool {
    let won = |wins: fn(&(u32, u32)) -> bool| {
        u32::try_from(long.iter().filter(|pair| wins(pair)).count()).unwrap_or(u32::MAX)
    };
    let tally = (won(|&(a, b)| a > b), won(|&(a, b)| b > a));
    canonical(short) == canonical(&[tally])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_have_no_side() {
        assert_eq!(compare(&[(2, 1)], &[(1, 2)]), Comparison::Agrees);
        assert_eq!(compare(&[(3, 1)], &[(3, 2)]), Comparison::Contradicts);
        assert_eq!(compare(&[(6, 4), (6, 3)], &[(4, 6), (3, 6)]), Comparison::Agrees);
        assert_eq!(compare(&[(6, 4), (6, 3)], &[(6, 4), (3, 6)]), Comparison::Contradicts);
        assert_eq!(compare(&[(6, 4), (6, 3)], &[(2, 0)]), Comparison::Compatible);
        assert_eq!(compare(&[(6, 4), (6, 3)], &[(6, 3)]), Comparison::Compatible);
        assert_eq!(compare(&[(6, 4), (6, 3)], &[(7, 5)]), Comparison::Contradicts);
    }
}
