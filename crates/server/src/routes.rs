//! One table lists every URL with the permission that it asks for; no entry, no route.
