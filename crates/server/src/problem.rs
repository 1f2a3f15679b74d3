//! Problems: why a request was not answered, as RFC 9457 tells it.
