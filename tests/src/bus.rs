//! A message bus of its own with what a desktop has on it: what shows notices, and what the machine is kept awake with.

use std::collections::BTreeSet;
use std::fs::write;
use std::io::Read;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tempfile::TempDir;
use zbus::connection::Builder;
use zbus::fdo::DBusProxy;
use zbus::message::Header;
use zbus::names::{BusName, OwnedUniqueName};
use zbus::{Connection, OwnedFd, OwnedVariant, fdo, interface};

use crate::{Process, scratch};

/// The daemon starts in some milliseconds; a loaded machine takes longer.
const START_LIMIT: Duration = Duration::from_secs(30);

/// Knows no programs that it could start: nobody is on it but who came by himself.
const CONFIGURATION: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:dir=FOLDER</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>"#;

/// What was shown to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub title: String,
    pub text: String,
}

/// For the session and for the system: nothing minds that both are one.
pub struct Bus {
    address: String,
    desktop: Arc<Desktop>,
    connection: Connection,
    _daemon: Process,
    _folder: TempDir,
}

#[derive(Default)]
struct Desktop {
    shown: Mutex<Vec<Shown>>,
    /// Who asked the desktop to keep awake.
    wishes: Mutex<Vec<(u32, OwnedUniqueName)>>,
    /// Whether the files are open that the login service gave out.
    open: Mutex<Vec<Arc<AtomicBool>>>,
}

impl Bus {
    pub async fn start() -> Self {
        let folder = scratch();
        let configuration = folder.path().join("bus.conf");
        let folder_name = folder.path().to_str().expect("a path in UTF-8");
        write(&configuration, CONFIGURATION.replace("FOLDER", folder_name)).expect("a file can be written");
        let mut command = Command::new("dbus-daemon");
        command.arg("--config-file").arg(&configuration).args(["--nofork", "--print-address"]);
        let daemon = Process::start(&command);
        let address = daemon.line("unix:", START_LIMIT).trim().to_owned();
        let desktop = Arc::new(Desktop::default());
        let connection = Builder::address(address.as_str())
            .name("org.freedesktop.Notifications")
            .serve_at("/org/freedesktop/Notifications", Notices(desktop.clone()))
            .name("org.freedesktop.PowerManagement")
            .serve_at("/org/freedesktop/PowerManagement/Inhibit", Power(desktop.clone()))
            .name("org.freedesktop.login1")
            .serve_at("/org/freedesktop/login1", Login(desktop.clone()))
            .build()
            .await
            .expect("the bus takes a desktop");
        Bus { address, desktop, connection, _daemon: daemon, _folder: folder }
    }

    /// For the variables by which programs find their buses.
    pub fn address(&self) -> &str {
        &self.address
    }

    pub fn shown(&self) -> Vec<Shown> {
        self.desktop.shown.lock().unwrap().clone()
    }

    /// Who keeps the machine awake now: the desktop, the login service.
    pub async fn awake(&self) -> BTreeSet<&'static str> {
        let bus = DBusProxy::new(&self.connection).await.expect("the bus answers");
        let wishes = self.desktop.wishes.lock().unwrap().clone();
        let mut keepers = BTreeSet::new();
        // A desktop forgets the wishes of those who hang up.
        for (_, name) in wishes {
            if bus.name_has_owner(BusName::from(name)).await.expect("the bus answers") {
                keepers.insert("desktop");
            }
        }
        if self.desktop.open.lock().unwrap().iter().any(|open| open.load(Ordering::Acquire)) {
            keepers.insert("login");
        }
        keepers
    }
}

struct Notices(Arc<Desktop>);

#[interface(name = "org.freedesktop.Notifications")]
impl Notices {
    #[expect(clippy::too_many_arguments, reason = "the interface has them")]
    fn notify(
        &self,
        _program: &str,
        _replaces: u32,
        _icon: &str,
        summary: &str,
        body: &str,
        _actions: Vec<String>,
        _hints: std::collections::HashMap<String, OwnedVariant>,
        _timeout: i32,
    ) -> u32 {
        let mut shown = self.0.shown.lock().unwrap();
        shown.push(Shown { title: summary.to_owned(), text: body.to_owned() });
        shown.len() as u32
    }
}

struct Power(Arc<Desktop>);

#[interface(name = "org.freedesktop.PowerManagement.Inhibit")]
impl Power {
    fn inhibit(&self, #[zbus(header)] header: Header<'_>, _program: &str, _reason: &str) -> fdo::Result<u32> {
        let sender = header.sender().ok_or_else(|| fdo::Error::Failed("who asks?".into()))?;
        let mut wishes = self.0.wishes.lock().unwrap();
        let cookie = 1 + wishes.last().map_or(0, |(cookie, _)| *cookie);
        wishes.push((cookie, sender.to_owned().into()));
        Ok(cookie)
    }

    fn un_inhibit(&self, cookie: u32) {
        self.0.wishes.lock().unwrap().retain(|(other, _)| *other != cookie);
    }
}

struct Login(Arc<Desktop>);

#[interface(name = "org.freedesktop.login1.Manager")]
impl Login {
    fn inhibit(&self, what: &str, _who: &str, _why: &str, mode: &str) -> fdo::Result<OwnedFd> {
        if (what, mode) != ("idle", "block") {
            return Err(fdo::Error::AccessDenied("only falling asleep by itself may be held off".into()));
        }
        let (mut ours, theirs) = std::io::pipe().map_err(|error| fdo::Error::Failed(error.to_string()))?;
        let open = Arc::new(AtomicBool::new(true));
        self.0.open.lock().unwrap().push(open.clone());
        // Nothing is ever written: the end comes when the other side is closed, by hand or by a kill.
        std::thread::spawn(move || {
            let _ = ours.read_to_end(&mut Vec::new());
            open.store(false, Ordering::Release);
        });
        Ok(std::os::fd::OwnedFd::from(theirs).into())
    }
}
