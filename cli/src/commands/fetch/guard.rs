//! Which network addresses may be connected to.
//!
//! The check sits in the resolver, so it sees the very addresses that are then connected to: neither a
//! redirect, nor a name that resolves differently the second time, nor a number such as
//! `http://2130706433/` gets around it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// IPv4 blocks that are not the public internet: (first address, bits of the prefix).
/// Source: IANA IPv4 Special-Purpose Address Registry, and RFC 5771 (multicast).
const NOT_PUBLIC_V4: &[([u8; 4], u32)] = &[
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 3),
];

/// Blocks within 2000::/3, the only public part of IPv6, that are special all the same: Teredo and its
/// neighbours, documentation, 6to4. Source: IANA IPv6 Special-Purpose Address Registry.
const NOT_PUBLIC_V6: &[([u16; 2], u32)] =
    &[([0x2001, 0], 23), ([0x2001, 0xdb8], 32), ([0x2002, 0], 16), ([0x3fff, 0], 20)];

/// What may be connected to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The public internet.
    Public,
    /// Everything, as the user asked.
    All,
    /// One address: a test's own server.
    #[cfg(test)]
    Only(IpAddr),
}

impl Reach {
    /// May this address be connected to?
    pub fn allows(self, ip: IpAddr) -> bool {
        match self {
            Self::Public => is_public(ip),
            Self::All => true,
            #[cfg(test)]
            Self::Only(only) => ip == only,
        }
    }
}

/// Is it an address of the public internet?
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let within = |&([a, b, c, d], bits): &([u8; 4], u32)| {
        (u32::from(ip) ^ u32::from(Ipv4Addr::new(a, b, c, d))) >> (32 - bits) == 0
    };
    !NOT_PUBLIC_V4.iter().any(within)
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, high, low] = ip.segments();
    let embedded = Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match [a, b, c, d, e, f] {
        // IPv4 in IPv6 clothes: mapped (RFC 4291), and as NAT64 writes it (RFC 6052).
        [0, 0, 0, 0, 0, 0xffff] | [0x64, 0xff9b, 0, 0, 0, 0] => is_public_v4(embedded),
        _ => {
            let top = (u32::from(a) << 16) | u32::from(b);
            let within = |&([x, y], bits): &([u16; 2], u32)| {
                (top ^ ((u32::from(x) << 16) | u32::from(y))) >> (32 - bits) == 0
            };
            a >> 13 == 1 && !NOT_PUBLIC_V6.iter().any(within)
        }
    }
}

/// Nothing that a name resolves to may be connected to.
#[derive(Debug)]
pub struct OutOfReach(pub IpAddr);

impl std::fmt::Display for OutOfReach {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the host is at {}, which is not a public address", self.0)
    }
}

impl std::error::Error for OutOfReach {}

/// The system's resolver, less what is out of reach.
#[derive(Debug)]
pub struct Guard(pub Reach);

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        let mut kept = self.empty();
        let (good, bad): (Vec<SocketAddr>, Vec<SocketAddr>) =
            found.iter().partition(|a| self.0.allows(a.ip()));
        good.into_iter().for_each(|a| kept.push(a));
        match bad.first() {
            Some(a) if kept.is_empty() => Err(ureq::Error::Other(Box::new(OutOfReach(a.ip())))),
            _ => Ok(kept),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_internet_is_told_from_the_rest() {
        let public = |ip: &str| is_public(ip.parse().unwrap());
        for ip in ["8.8.8.8", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1", "198.20.0.1"] {
            assert!(public(ip), "{ip}");
        }
        for ip in ["2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2001:200::1", "2a00::1"] {
            assert!(public(ip), "{ip}");
        }
        for ip in [
            "0.0.0.0",
            "0.1.2.3",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.8.9.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.168.1.1",
            "198.19.0.1",
            "224.0.0.1",
            "239.1.1.1",
            "240.0.0.1",
            "255.255.255.255",
            "203.0.113.9",
        ] {
            assert!(!public(ip), "{ip}");
        }
        for ip in [
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "::ffff:10.0.0.1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "fec0::1",
            "ff02::1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::808:808",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "100::1",
        ] {
            assert!(!public(ip), "{ip}");
        }
    }

    #[test]
    fn every_way_to_write_a_private_address_ends_at_the_guard() {
        let agent = ureq::Agent::with_parts(
            Config::default(),
            ureq::unversioned::transport::DefaultConnector::default(),
            Guard(Reach::Public),
        );
        for written in [
            "http://127.0.0.1:1/",
            "http://2130706433:1/",
            "http://0x7f.1:1/",
            "http://017700000001:1/",
            "http://localhost:1/",
            "http://[::1]:1/",
            "http://[::ffff:7f00:1]:1/",
            "http://0:1/",
            "http://169.254.169.254/latest/",
            "http://127.1:1/",
            "http://①②⑦.0.0.1:1/",
        ] {
            let address = url::Url::parse(written).unwrap();
            let error = agent.get(address.as_str()).call().unwrap_err();
            let refused = matches!(&error, ureq::Error::Other(e) if e.is::<OutOfReach>());
            assert!(refused, "{written}: {error}");
        }
    }
}
