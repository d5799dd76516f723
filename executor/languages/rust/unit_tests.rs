//! Runs the `#[test]` functions of a program. What it is told, and what it tells, is in ../README.md.
#![feature(test)]

extern crate test;

use std::any::Any;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::FromRawFd;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;
use std::time::Instant;
use test::{ShouldPanic, StaticTestFn, TestDescAndFn};

const ORDERS: i32 = 3;
const EVENTS: i32 = 4;
const CLOSE_ON_EXEC: i32 = 1;
const SET_FLAGS: i32 = 2;
const MAX_MESSAGE_CHARACTERS: usize = 4000;
const MAX_NAME_CHARACTERS: usize = 300;
const FOUND_AT_ONCE: usize = 50;

unsafe extern "C" {
    fn fcntl(descriptor: i32, command: i32, ...) -> i32;
    fn close(descriptor: i32) -> i32;
    fn pthread_atfork(
        prepare: Option<extern "C" fn()>,
        parent: Option<extern "C" fn()>,
        child: Option<extern "C" fn()>,
    ) -> i32;
}

extern "C" fn forget() {
    unsafe {
        close(ORDERS);
        close(EVENTS);
    }
}

/// Where the panic was that came last, in whatever thread.
static PLACE: Mutex<Option<(String, u32)>> = Mutex::new(None);

/// The test harness calls this in place of its own.
pub fn run(tests: &[&TestDescAndFn]) {
    unsafe {
        fcntl(ORDERS, SET_FLAGS, CLOSE_ON_EXEC);
        fcntl(EVENTS, SET_FLAGS, CLOSE_ON_EXEC);
        pthread_atfork(None, None, Some(forget));
    }
    let mut orders = unsafe { File::from_raw_fd(ORDERS) };
    let events = unsafe { File::from_raw_fd(EVENTS) };
    // An empty word, the key, milliseconds for each test, and the lists; see ../README.md.
    let order = read_order(&mut orders);
    let (_files, rest) = list(&order[3..]);
    let (first, only) = list(rest);
    let only: HashSet<&str> = only.iter().map(String::as_str).collect();
    let mut teller = Teller { key: order[1].clone(), orders, events };
    let mut wanted: Vec<_> = tests.iter().filter(|test| only.is_empty() || only.contains(id(test).as_str())).collect();
    teller.found(&wanted);
    wanted.sort_by_key(|test| rank(test, first));
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        *PLACE.lock().unwrap() = info.location().map(|at| (at.file().to_owned(), at.line()));
        usual(info);
    }));
    for test in wanted {
        teller.tell(&format!("\"event\":\"started\",\"id\":{}", quoted(&id(test))));
        let ended = run_one(test);
        teller.tell(&ended);
    }
    teller.tell("\"event\":\"end\"");
    std::process::exit(0);
}

fn read_order(orders: &mut File) -> Vec<String> {
    let mut length = [0; 4];
    if orders.read_exact(&mut length).is_err() {
        std::process::exit(0);
    }
    let mut words = vec![0; u32::from_be_bytes(length) as usize];
    orders.read_exact(&mut words).expect("a whole order");
    let text = String::from_utf8_lossy(&words).into_owned();
    text.trim_end_matches('\0').split('\0').map(str::to_owned).collect::<Vec<_>>()
}

/// Takes one off the words: how many, and these.
fn list(words: &[String]) -> (&[String], &[String]) {
    let count: usize = words[0].parse().expect("a number of words");
    words[1..].split_at(count)
}

/// The test's place among what is to be run first.
fn rank(test: &TestDescAndFn, first: &[String]) -> usize {
    let id = id(test);
    first.iter().position(|word| *word == id || word == test.desc.source_file).unwrap_or(first.len())
}

/// Tells what happens, apart from what is printed, and waits until it was heard.
struct Teller {
    key: String,
    orders: File,
    events: File,
}

impl Teller {
    fn tell(&mut self, event: &str) {
        let _ = std::io::stdout().flush();
        let line = format!("{} {{{event}}}\n", self.key);
        if self.events.write_all(line.as_bytes()).is_err() || self.orders.read_exact(&mut [0]).is_err() {
            std::process::exit(1);
        }
    }

    fn found(&mut self, tests: &[&&TestDescAndFn]) {
        for some in tests.chunks(FOUND_AT_ONCE) {
            let list: Vec<_> = some
                .iter()
                .map(|test| {
                    let (id, name) = (quoted(&id(test)), quoted(&shortened(test.desc.name.as_slice(), MAX_NAME_CHARACTERS)));
                    let (path, line) = (quoted(test.desc.source_file), test.desc.start_line);
                    format!("{{\"id\":{id},\"name\":{name},\"path\":{path},\"line\":{line}}}")
                })
                .collect();
            self.tell(&format!("\"event\":\"found\",\"tests\":[{}]", list.join(",")));
        }
    }
}

fn id(test: &TestDescAndFn) -> String {
    shortened(test.desc.name.as_slice(), MAX_NAME_CHARACTERS)
}

/// Runs a test, and says its end.
fn run_one(test: &TestDescAndFn) -> String {
    let mut ended = format!("\"event\":\"ended\",\"id\":{}", quoted(&id(test)));
    let StaticTestFn(function) = test.testfn else {
        return ended + ",\"verdict\":\"skipped\",\"message\":\"It is no test.\"";
    };
    if test.desc.ignore {
        let why = test.desc.ignore_message.unwrap_or("");
        let _ = write!(ended, ",\"verdict\":\"skipped\",\"message\":{}", quoted(why));
        return ended;
    }
    *PLACE.lock().unwrap() = None;
    let began = Instant::now();
    let outcome = panic::catch_unwind(AssertUnwindSafe(function));
    let _ = write!(ended, ",\"micros\":{}", began.elapsed().as_micros());
    match fault(outcome, &test.desc.should_panic) {
        None => ended += ",\"verdict\":\"passed\"",
        Some(message) => {
            let message = quoted(&shortened(&message, MAX_MESSAGE_CHARACTERS));
            let _ = write!(ended, ",\"verdict\":\"failed\",\"message\":{message}");
            if let Some((path, line)) = PLACE.lock().unwrap().as_ref() {
                let _ = write!(ended, ",\"at\":{{\"path\":{},\"line\":{line}}}", quoted(path));
            }
        }
    }
    ended
}

type Outcome = Result<Result<(), String>, Box<dyn Any + Send>>;

/// Why the test has not passed, if so.
fn fault(outcome: Outcome, should_panic: &ShouldPanic) -> Option<String> {
    match (outcome, should_panic) {
        (Ok(Ok(())), ShouldPanic::No) => None,
        (Ok(Err(message)), ShouldPanic::No) => Some(message),
        (Err(thrown), ShouldPanic::No) => Some(words(&*thrown)),
        (Ok(_), _) => Some("It did not panic, as it should.".to_owned()),
        (Err(_), ShouldPanic::Yes) => None,
        (Err(thrown), ShouldPanic::YesWithMessage(part)) => {
            let message = words(&*thrown);
            (!message.contains(part)).then(|| format!("It should panic with {part:?}, but did so with {message:?}."))
        }
    }
}

fn words(thrown: &(dyn Any + Send)) -> String {
    let text = thrown.downcast_ref::<String>().map(String::as_str);
    text.or(thrown.downcast_ref::<&str>().copied()).unwrap_or("It panicked.").to_owned()
}

fn shortened(text: &str, characters: usize) -> String {
    text.chars().take(characters).collect()
}

fn quoted(text: &str) -> String {
    let mut json = String::from("\"");
    for each in text.chars() {
        match each {
            '"' | '\\' => json.extend(['\\', each]),
            ' '.. => json.push(each),
            _ => {
                let _ = write!(json, "\\u{:04x}", each as u32);
            }
        }
    }
    json.push('"');
    json
}
