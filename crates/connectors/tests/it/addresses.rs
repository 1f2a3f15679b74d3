//! Q25 and Q26: hundreds of ways to write a place that calls must not go to.

use segue_connectors::{AddressKind, AddressRule, Endpoint};

use crate::peer::settings;

/// IPv4 addresses that no call goes to without leave.
const INSIDE: [[u8; 4]; 12] = [
    [127, 0, 0, 1],
    [127, 8, 8, 8],
    [10, 0, 0, 1],
    [172, 16, 0, 1],
    [172, 31, 255, 254],
    [192, 168, 1, 1],
    [100, 64, 0, 1],
    [169, 254, 169, 254],
    [0, 0, 0, 0],
    [224, 0, 0, 1],
    [255, 255, 255, 255],
    [198, 18, 0, 1],
];

/// Every spelling of an IPv4 address.
fn spellings([a, b, c, d]: [u8; 4]) -> Vec<String> {
    let whole = u32::from_be_bytes([a, b, c, d]);
    let (low, tail) = (u16::from_be_bytes([c, d]), whole & 0x00ff_ffff);
    let (high, mid) = (u16::from_be_bytes([a, b]), low);
    vec![
        format!("{a}.{b}.{c}.{d}"),
        format!("{whole}"),
        format!("0x{whole:x}"),
        format!("0X{whole:08X}"),
        format!("0{whole:o}"),
        format!("0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}"),
        format!("0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
        format!("{a}.{tail}"),
        format!("{a}.{b}.{low}"),
        format!("0x{a:x}.0{tail:o}"),
        format!("{a}.0x{b:x}.0{c:o}.{d}"),
        format!("{a}%2e{b}%2e{c}%2e{d}"),
        format!("{a}。{b}。{c}。{d}"),
        format!("[::ffff:{a}.{b}.{c}.{d}]"),
        format!("[::ffff:{high:x}:{mid:x}]"),
        format!("[0:0:0:0:0:ffff:{high:04x}:{mid:04x}]"),
        format!("[64:ff9b::{a}.{b}.{c}.{d}]"),
        format!("[64:ff9b::{high:x}:{mid:x}]"),
        format!("[2002:{high:x}:{mid:x}::1]"),
        format!("[::{high:x}:{mid:x}]"),
        format!("{a}.{b}.{c}.{d}."),
    ]
}

/// Whole URLs that mean something else than they seem to.
const ODD: [&str; 46] = [
    "file:///etc/passwd",
    "gopher://example.com:25/_HELO",
    "unix:/var/run/docker.sock",
    "ftp://example.com/",
    "dict://example.com:11211/stat",
    "ldap://example.com/",
    "data:text/plain,x",
    "javascript:alert(1)",
    "//example.com/",
    "example.com",
    "http://",
    "https://",
    "http:///etc/passwd",
    "http://user@example.com/",
    "http://user:secret@example.com/",
    "http://example.com@127.0.0.1/",
    "http://127.0.0.1#@example.com/",
    "http://127.0.0.1?@example.com/",
    "http://127.0.0.1\\@example.com/",
    "http://example.com\\.evil.test/",
    "http://example.com/#x",
    "http://example.com/?x=1",
    "http://example.com/a b",
    "http://example.com/\r\nX: y",
    "http://exam\tple.com/",
    "http://exam\nple.com/",
    " http://example.com/",
    "http://example.com./",
    "http://localhost./",
    "http://example.com/../x",
    "http://example.com/a/./b",
    "http://example.com/%2e%2e/x",
    "http://example.com/a%2fb/..",
    "http://example.com:99999/",
    "http://example.com:-1/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/",
    "http://[::1%25lo]/",
    "http://[::1/",
    "http://[]/",
    "http://exa%00mple.com/",
    "http://exa%0d%0ample.com/",
    "http://a b.example.com/",
    "http://xn--/",
    "http://256.256.256.256/",
    "http://1.2.3.4.5.0x/",
];

/// IPv6 addresses that no call goes to without leave.
const INSIDE_6: [&str; 18] = [
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[fe80::1]",
    "[fec0::1]",
    "[fc00::1]",
    "[fd12:3456::1]",
    "[fd00:ec2::254]",
    "[ff02::1]",
    "[ff0e::1]",
    "[100::1]",
    "[2001::1]",
    "[2001:db8::1]",
    "[2001:10::1]",
    "[3fff::1]",
    "[5f00::1]",
    "[64:ff9b:1::1]",
    "[::ffff:0:127.0.0.1]",
];

#[test]
fn three_hundred_ways_inside_are_closed() {
    let hosts = INSIDE.into_iter().flat_map(spellings);
    let hosts = hosts.chain(INSIDE_6.map(str::to_owned));
    let urls =
        hosts.flat_map(|host| [format!("http://{host}/"), format!("https://{host}:8443/v1")]);
    let urls: Vec<String> = urls.chain(ODD.map(str::to_owned)).collect();
    assert!(urls.len() >= 300, "only {}", urls.len());
    for url in urls {
        let made = Endpoint::new("Inside", &settings(&url, false));
        assert!(made.is_err(), "{url} is {made:?}");
    }
}

#[test]
fn good_urls_are_open() {
    for (url, base) in [
        ("https://api.example.com/v1/", "https://api.example.com/v1"),
        ("https://api.example.com", "https://api.example.com/"),
        ("http://93.184.215.14:8080/a", "http://93.184.215.14:8080/a"),
        ("https://[2606:2800:21f::1]/", "https://[2606:2800:21f::1]/"),
        (
            "https://bücher.example/x",
            "https://xn--bcher-kva.example/x",
        ),
        ("HTTPS://API.EXAMPLE.COM/v1", "https://api.example.com/v1"),
    ] {
        let made = Endpoint::new("Good", &settings(url, false));
        assert_eq!(made.unwrap().base.as_str(), base);
    }
}

#[test]
fn leave_for_private_networks_is_no_leave_for_credentials_of_a_cloud() {
    let rule = AddressRule {
        allows_private: true,
        own: None,
    };
    for open in [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "100.64.0.1",
        "fd12::1",
        "::1",
        "8.8.8.8",
    ] {
        assert!(rule.check(open.parse().unwrap(), 80).is_ok(), "{open}");
    }
    for closed in [
        "169.254.169.254",
        "169.254.1.1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
        "fe80::1",
        "224.0.0.1",
        "255.255.255.255",
        "0.0.0.0",
        "::",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
    ] {
        assert!(rule.check(closed.parse().unwrap(), 80).is_err(), "{closed}");
    }
}

#[test]
fn the_program_does_not_call_itself() {
    let rule = AddressRule {
        allows_private: true,
        own: Some("0.0.0.0:8080".parse().unwrap()),
    };
    assert!(rule.check("127.0.0.1".parse().unwrap(), 8080).is_err());
    assert!(rule.check("127.0.0.1".parse().unwrap(), 8081).is_ok());
    assert!(rule.check("198.51.101.7".parse().unwrap(), 8080).is_ok());
}

#[test]
fn mapped_and_translated_addresses_are_what_is_inside_them() {
    for (text, kind) in [
        ("::ffff:10.0.0.1", AddressKind::Private),
        ("64:ff9b::8.8.8.8", AddressKind::Public),
        ("64:ff9b::127.0.0.1", AddressKind::Loopback),
        ("2002:7f00:1::", AddressKind::Special),
    ] {
        assert_eq!(AddressKind::of(text.parse().unwrap()), kind, "{text}");
    }
}
