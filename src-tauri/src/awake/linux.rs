//! On Linux the desktop and the login service each have a clock that puts the machine to sleep; both are asked over the
//! message bus. Without a bus, or on a desktop without such a clock, nobody has to be asked.

use std::time::Duration;

use tokio::runtime::Handle;
use zbus::connection::Builder;
use zbus::proxy::{CacheProperties, MethodFlags};
use zbus::{Connection, OwnedFd, Proxy};

use super::{NAME, WHY};

/// Answers come within milliseconds; this is for a service that hangs.
const ANSWER_LIMIT: Duration = Duration::from_secs(5);

/// Of a desktop: keeps the machine awake for as long as the connection lives that asked.
struct Keeper {
    service: &'static str,
    path: &'static str,
    interface: &'static str,
    asks: Asks,
}

enum Asks {
    NameAndReason,
    /// GNOME's further ask: no window, and what is not to happen.
    AndFlags(u32),
}

/// GNOME's word for falling asleep.
const SUSPEND: u32 = 4;

/// The first that is there is asked: those that let the screen go dark come before the one that does not.
const KEEPERS: [Keeper; 3] = [
    // KDE, Xfce, MATE, LXQt.
    Keeper {
        service: "org.freedesktop.PowerManagement",
        path: "/org/freedesktop/PowerManagement/Inhibit",
        interface: "org.freedesktop.PowerManagement.Inhibit",
        asks: Asks::NameAndReason,
    },
    // GNOME, Cinnamon.
    Keeper {
        service: "org.gnome.SessionManager",
        path: "/org/gnome/SessionManager",
        interface: "org.gnome.SessionManager",
        asks: Asks::AndFlags(SUSPEND),
    },
    // Others.
    Keeper {
        service: "org.freedesktop.ScreenSaver",
        path: "/org/freedesktop/ScreenSaver",
        interface: "org.freedesktop.ScreenSaver",
        asks: Asks::NameAndReason,
    },
];

/// The login service holds for as long as this file is open.
const LOGIN: (&str, &str, &str) =
    ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager");

pub struct Hold {
    runtime: Handle,
    desktop: Option<Connection>,
    /// Closed after the connection, with the rest of it.
    _login: Option<OwnedFd>,
}

impl Hold {
    pub fn take(runtime: &Handle) -> Self {
        let (desktop, login) = runtime.block_on(async { tokio::join!(within(desktop()), within(login())) });
        Hold { runtime: runtime.clone(), desktop, _login: login }
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        // The desktop forgets a wish with the connection that brought it.
        if let Some(Err(error)) = self.desktop.take().map(|desktop| self.runtime.block_on(desktop.close())) {
            tracing::debug!(%error, "the connection to the desktop did not close in order");
        }
    }
}

async fn within<T>(asking: impl Future<Output = zbus::Result<T>>) -> Option<T> {
    let asked = match tokio::time::timeout(ANSWER_LIMIT, asking).await {
        Ok(asked) => asked,
        Err(_) => Err(zbus::Error::InputOutput(std::sync::Arc::new(std::io::ErrorKind::TimedOut.into()))),
    };
    asked.inspect_err(|error| tracing::debug!(%error, "the machine may fall asleep during this run")).ok()
}

async fn desktop() -> zbus::Result<Connection> {
    let session = Builder::session().build().await?;
    let mut last = None;
    for keeper in &KEEPERS {
        match keeper.ask(&session).await {
            Ok(()) => return Ok(session),
            Err(error) => last = Some(error),
        }
    }
    Err(last.expect("there is a keeper to ask"))
}

impl Keeper {
    async fn ask(&self, session: &Connection) -> zbus::Result<()> {
        let keeper = proxy(session, (self.service, self.path, self.interface)).await?;
        // Nothing is started for this: a desktop's own is running, and another one's would keep nobody awake.
        let flags = MethodFlags::NO_AUTO_START;
        let _: Option<u32> = match self.asks {
            Asks::NameAndReason => keeper.call_with_flags("Inhibit", flags, &(NAME, WHY)).await?,
            Asks::AndFlags(what) => keeper.call_with_flags("Inhibit", flags, &(NAME, 0u32, WHY, what)).await?,
        };
        Ok(())
    }
}

async fn login() -> zbus::Result<OwnedFd> {
    let system = Builder::system().build().await?;
    proxy(&system, LOGIN).await?.call("Inhibit", &("idle", NAME, WHY, "block")).await
}

async fn proxy(
    bus: &Connection,
    (service, path, interface): (&'static str, &'static str, &'static str),
) -> zbus::Result<Proxy<'static>> {
    let builder = zbus::proxy::Builder::<Proxy<'static>>::new(bus).destination(service).path(path);
    builder.interface(interface).cache_properties(CacheProperties::No).build().await
}
