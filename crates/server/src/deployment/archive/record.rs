//! Records of an archive: numbers and texts at fixed places, least significant byte first.

/// Reads a record from its beginning on; past the end there is nothing.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    rest: &'a [u8],
}

impl<'a> Record<'a> {
    /// The record at `at`; none past the end.
    pub(super) fn at(bytes: &'a [u8], at: usize) -> Option<Record<'a>> {
        let rest = bytes.get(at..)?;
        Some(Record { rest })
    }

    /// The next bytes.
    pub(super) fn take(&mut self, n_bytes: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(n_bytes)?;
        self.rest = rest;
        Some(taken)
    }

    /// The next number of two bytes.
    pub(super) fn short(&mut self) -> Option<u16> {
        let bytes = self.take(2)?;
        Some(u16::from_le_bytes(bytes.try_into().ok()?))
    }

    /// The next number of four bytes.
    pub(super) fn long(&mut self) -> Option<u32> {
        let bytes = self.take(4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }
}
