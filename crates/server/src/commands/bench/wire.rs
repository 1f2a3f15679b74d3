//! A client of HTTP/1.1 that costs little: one connection, one request at a time, ready-made bytes.

use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;

use tokio::net::TcpStream;

/// Bytes read at once.
const CHUNK: usize = 16 << 10;

/// A connection that is kept.
pub(super) struct Wire {
    stream: TcpStream,
    read: Vec<u8>,
}

/// What was answered.
pub(super) struct Answered<'w> {
    pub(super) status: u16,
    pub(super) body: &'w [u8],
}

impl Wire {
    pub(super) async fn connect(to: SocketAddr) -> Result<Wire> {
        let stream = TcpStream::connect(to).await?;
        stream.set_nodelay(true)?;
        Ok(Wire {
            stream,
            read: Vec::with_capacity(CHUNK),
        })
    }

    /// Sends the bytes of a request and waits for its answer.
    pub(super) async fn ask(&mut self, request: &[u8]) -> Result<Answered<'_>> {
        self.send(request).await?;
        self.read.clear();
        let head = loop {
            if let Some(head) = Head::of(&self.read)? {
                break head;
            }
            self.receive().await?;
        };
        while self.read.len() < head.length + head.body {
            self.receive().await?;
        }
        Ok(Answered {
            status: head.status,
            body: &self.read[head.length..head.length + head.body],
        })
    }

    async fn send(&self, mut rest: &[u8]) -> Result<()> {
        while !rest.is_empty() {
            match self.stream.try_write(rest) {
                Ok(n) => rest = &rest[n..],
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    self.stream.writable().await?;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    async fn receive(&mut self) -> Result<()> {
        loop {
            self.stream.readable().await?;
            self.read.reserve(CHUNK);
            match self.stream.try_read_buf(&mut self.read) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(_) => return Ok(()),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// The head of an answer.
struct Head {
    status: u16,
    /// Bytes of the head itself.
    length: usize,
    /// Bytes of the body.
    body: usize,
}

impl Head {
    /// None while it is not all there.
    fn of(bytes: &[u8]) -> Result<Option<Head>> {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        let Some(end) = end else {
            return Ok(None);
        };
        let strange = || Error::new(ErrorKind::InvalidData, "this is no answer of HTTP/1.1");
        let head = std::str::from_utf8(&bytes[..end]).map_err(|_| strange())?;
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.get(9..12));
        let status = status.and_then(|digits| digits.parse().ok());
        let length = lines.find_map(|line| {
            let (name, value) = line.split_once(':')?;
            let is_it = name.eq_ignore_ascii_case("content-length");
            is_it.then(|| value.trim().parse().ok()).flatten()
        });
        Ok(Some(Head {
            status: status.ok_or_else(strange)?,
            length: end + 4,
            body: length.unwrap_or(0),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::Head;

    #[test]
    fn a_head_tells_its_status_and_how_much_follows() {
        let head = Head::of(b"HTTP/1.1 201 Created\r\nContent-Length: 12\r\n\r\n{");
        let head = head.unwrap().unwrap();
        assert_eq!((head.status, head.body), (201, 12));
        assert!(
            Head::of(b"HTTP/1.1 200 OK\r\ncontent-len")
                .unwrap()
                .is_none()
        );
        assert!(Head::of(b"what is this\r\n\r\n").is_err());
    }
}
