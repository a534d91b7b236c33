//! The host that an address names.

/// Host and port as they stand in the address, in small letters; empty where it names none. A user name before the host
/// is left out.
pub(crate) fn host_of(address: &str) -> String {
    let Some((_, rest)) = address.split_once("://") else { return String::new() };
    let authority = &rest[..rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len())];
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    host.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::host_of;

    #[test]
    fn hosts() {
        let check = |address: &str, host: &str| assert_eq!(host_of(address), host, "{address}");
        check("https://API.example.org/a/b?c=d#e", "api.example.org");
        check("http://127.0.0.1:8080/items/1", "127.0.0.1:8080");
        check("http://127.0.0.1:8080", "127.0.0.1:8080");
        check("http://host?next=http://other/", "host");
        check("http://host#x@y", "host");
        check("https://•••@host/x", "host");
        check("https://me:secret@host:1/x", "host:1");
        check("http://[::1]:9/x", "[::1]:9");
        check("http:///x", "");
        check("not an address", "");
        check("", "");
    }
}
