use std::hash::Hasher;
use std::sync::{Arc, OnceLock};

use fetchgrid_model::{Combine, Method, RequestTemplate};
use siphasher::sip128::{Hasher128, SipHasher13};

use crate::attempt::host_of;
use crate::equal::{Equals, count_equal};
use crate::list::List;
use crate::paging::PageAsk;
use crate::template::{Template, Wire, in_use};
use crate::texts::write_text;

/// The ordered, lazy sequence of requests. It holds the template and the lists, never the requests. Clones share it.
#[derive(Clone, Debug)]
pub struct Plan {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    request: RequestTemplate,
    template: Template,
    /// One per placeholder, in their order.
    lists: Vec<List>,
    combine: Combine,
    len: u64,
    fingerprint: OnceLock<String>,
    equals: OnceLock<Equals>,
}

/// One request of a plan, filled in.
#[derive(Clone, Debug)]
pub struct PlannedRequest {
    /// Place in the plan, from 0.
    pub position: u64,
    /// One per placeholder, in the plan's order.
    pub values: Vec<String>,
    /// As it is sent, with secrets masked.
    pub address: String,
    pub(crate) wire: Result<Wire, String>,
}

impl PlannedRequest {
    /// The same request for another page of its answer.
    pub(crate) fn page(self, ask: &PageAsk, template: &Template) -> Self {
        let Ok(wire) = self.wire else { return self };
        match wire.page(ask, &self.address, template) {
            Ok((address, wire)) => PlannedRequest { address, wire: Ok(wire), ..self },
            Err(reason) => PlannedRequest { wire: Err(reason), ..self },
        }
    }

    /// What is sent beside the address, where that is text.
    pub fn body(&self) -> Option<&str> {
        std::str::from_utf8(self.wire.as_ref().ok()?.body.as_deref()?).ok()
    }

    /// Why this request cannot be sent, when a value does not fit its place.
    pub fn problem(&self) -> Option<&str> {
        self.wire.as_ref().err().map(String::as_str)
    }
}

impl Plan {
    pub(crate) fn new(
        request: RequestTemplate,
        template: Template,
        lists: Vec<List>,
        combine: Combine,
        len: u64,
    ) -> Self {
        debug_assert_eq!(template.placeholders.len(), lists.len());
        Plan {
            inner: Arc::new(Inner {
                request,
                template,
                lists,
                combine,
                len,
                fingerprint: OnceLock::new(),
                equals: OnceLock::new(),
            }),
        }
    }

    /// How many requests lists of these lengths make; none when 64 bits do not count them.
    pub(crate) fn count(lengths: impl IntoIterator<Item = u64>, combine: Combine) -> Option<u64> {
        let mut lengths = lengths.into_iter();
        match combine {
            Combine::Product => lengths.try_fold(1u64, |product, length| product.checked_mul(length)),
            // A list of one value is repeated, so the longest counts. A plan without placeholders is one request in either
            // way of combining.
            Combine::Zip => Some(lengths.max().unwrap_or(1)),
        }
    }

    pub fn len(&self) -> u64 {
        self.inner.len
    }

    pub fn is_empty(&self) -> bool {
        self.inner.len == 0
    }

    /// In order of first appearance: address, query, headers, body.
    pub fn placeholders(&self) -> &[String] {
        &self.inner.template.placeholders
    }

    /// The values at a position, one per placeholder. With every combination the last placeholder varies fastest;
    /// side by side a list of one value is repeated.
    ///
    /// # Panics
    /// When `position` is not below [`Plan::len`].
    pub fn values(&self, position: u64) -> Vec<String> {
        assert!(position < self.inner.len, "request {position} of a plan of {}", self.inner.len);
        let lists = &self.inner.lists;
        let mut values = vec![String::new(); lists.len()];
        let mut rest = position;
        for (value, list) in values.iter_mut().zip(lists).rev() {
            let index = match self.inner.combine {
                Combine::Zip if list.len() == 1 => 0,
                Combine::Zip => position,
                Combine::Product => {
                    let index = rest % list.len();
                    rest /= list.len();
                    index
                }
            };
            *value = list.get(index).into_owned();
        }
        values
    }

    /// The request at a position. It costs the same wherever it stands.
    ///
    /// # Panics
    /// When `position` is not below [`Plan::len`].
    pub fn request(&self, position: u64) -> PlannedRequest {
        let values = self.values(position);
        let (address, wire) = self.inner.template.fill(&values);
        PlannedRequest { position, values, address, wire: wire.map_err(|unwritable| unwritable.0.to_owned()) }
    }

    /// Changes when the method, address, query, body, values or combination change, so that answers of another plan are
    /// not taken for this one's. Headers, settings and secret query values have no part in it: a new key fetches the
    /// same data. 32 hexadecimal digits, the same in every version of the program.
    pub fn fingerprint(&self) -> String {
        self.inner.fingerprint.get_or_init(|| self.inner.hash()).clone()
    }

    /// For summaries. It holds secrets; show [`PlannedRequest::address`] instead of its address and query.
    pub fn template(&self) -> &RequestTemplate {
        &self.inner.request
    }

    /// An earlier request that equals the one at a position, so that one answer does for both. Only where nothing is changed
    /// by asking.
    pub fn equal_to(&self, position: u64) -> Option<u64> {
        self.equals().first(&self.inner.lists, position)
    }

    /// Requests that equal an earlier one.
    pub(crate) fn count_equal(&self) -> u64 {
        let Inner { request, lists, combine, len, .. } = &*self.inner;
        if request.method == Method::Get { count_equal(lists, *combine, *len) } else { 0 }
    }

    fn equals(&self) -> &Equals {
        self.inner.equals.get_or_init(|| match self.inner.request.method {
            Method::Get => Equals::of(&self.inner.lists, self.inner.combine),
            Method::Post => Equals::None,
        })
    }

    /// Whether an address says all that a request asks, so that an answer to the same address is as good.
    pub fn is_told_by_address(&self) -> bool {
        self.inner.request.method == Method::Get && !self.inner.template.has_filled_headers()
    }

    /// The host of the first request, with its port where that is not the usual one.
    pub fn host(&self) -> Option<String> {
        if self.is_empty() {
            return None;
        }
        self.request(0).wire.ok().map(|wire| host_of(&wire))
    }

    pub(crate) fn compiled(&self) -> &Template {
        &self.inner.template
    }
}

impl Inner {
    fn hash(&self) -> String {
        let mut hasher = SipHasher13::new();
        let request = &self.request;
        write_text(&mut hasher, request.method.as_str());
        write_text(&mut hasher, request.address.trim());
        for field in in_use(&request.query) {
            write_text(&mut hasher, field.name.trim());
            write_text(&mut hasher, if field.is_secret() { "" } else { &field.value });
        }
        // Both ends of the body are marked by its length; a GET has none whatever the form still holds.
        write_text(&mut hasher, "body");
        write_text(&mut hasher, if request.method == Method::Post { &request.body } else { "" });
        // One list is the same in either way of combining.
        let zipped = self.lists.len() > 1 && self.combine == Combine::Zip;
        write_text(&mut hasher, if zipped { "zip" } else { "product" });
        for (placeholder, list) in self.template.placeholders.iter().zip(&self.lists) {
            write_text(&mut hasher, placeholder);
            list.write_fingerprint(&mut hasher);
        }
        hasher.write(&self.len.to_le_bytes());
        format!("{:032x}", hasher.finish128().as_u128())
    }
}
