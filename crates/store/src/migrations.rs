//! Migrations: numbered files, each applied once, in one transaction, with a checksum.
