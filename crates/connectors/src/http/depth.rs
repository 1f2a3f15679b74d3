//! How deep a JSON text is nested, before anything is made of it.

/// Deepest nesting that is read.
pub(crate) const DEPTH_MAX: usize = 64;

/// Whether a JSON text nests deeper than it may. Says nothing about whether it is JSON.
pub(crate) fn is_too_deep(text: &[u8]) -> bool {
    let (mut depth, mut in_text, mut is_escaped) = (0_usize, false, false);
    for byte in text {
        if in_text {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => in_text = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_text = true,
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH_MAX {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{DEPTH_MAX, is_too_deep};

    #[test]
    fn brackets_count_unless_they_are_text() {
        let nested = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
        assert!(!is_too_deep(nested(DEPTH_MAX).as_bytes()));
        assert!(is_too_deep(nested(DEPTH_MAX + 1).as_bytes()));
        assert!(is_too_deep("{\"a\":".repeat(DEPTH_MAX + 1).as_bytes()));
        let text = format!("\"\\\"{}\"", "[".repeat(1_000));
        assert!(!is_too_deep(text.as_bytes()));
    }
}
