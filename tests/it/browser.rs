//! The HTML page in a real browser: headless Chromium, spoken to over its debugging pipe.
//!
//! `cargo test --test it browser` runs it. Where there is no Chromium (`apt-get install chromium`, or name one
//! with `CROSSCHECK_CHROMIUM`), it says so on standard error and checks nothing.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use crosscheck::article::{self, Options};
use crosscheck::check::check;
use crosscheck::report::{Report, html};
use crosscheck::rule::RuleSet;

use super::html::{hostile, two_stories};
use super::project::{stdout, stories, story};

const PATIENCE: Duration = Duration::from_secs(60);

/// A browser with one page open.
struct Browser {
    process: Child,
    orders: ChildStdin,
    news: Receiver<Json>,
    session: Option<String>,
    number: u64,
    /// What the page complained about.
    complaints: Vec<String>,
    loaded: bool,
    _profile: tempfile::TempDir,
}

fn installed() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CROSSCHECK_CHROMIUM") {
        return Some(named.into());
    }
    let paths = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    std::env::split_paths(&paths).flat_map(|at| names.map(|name| at.join(name))).find(|file| file.is_file())
}

impl Browser {
    /// `None`, said loudly, where no browser is installed.
    fn start() -> Option<Self> {
        let Some(program) = installed() else {
            // The test harness shows nothing of a test that passes: this goes round it.
            let said =
                "\n*** SKIPPED: no Chromium is installed, so the HTML page was opened in no browser ***\n";
            std::io::stderr().write_all(said.as_bytes()).expect("standard error");
            return None;
        };
        let profile = tempfile::tempdir().expect("a folder for the profile");
        // The pipe's ends are the file descriptors 3 and 4 by definition.
        let mut process = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1"])
            .arg(program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--remote-debugging-pipe",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the browser starts");
        let orders = process.stdin.take().expect("a pipe");
        let answers = BufReader::new(process.stdout.take().expect("a pipe"));
        let (send, news) = channel();
        std::thread::spawn(move || {
            for message in answers.split(0).map_while(Result::ok) {
                if serde_json::from_slice(&message).is_ok_and(|message| send.send(message).is_err()) {
                    return;
                }
            }
        });
        let (session, complaints) = (None, Vec::new());
        let mut browser =
            Self { process, orders, news, session, number: 0, complaints, loaded: false, _profile: profile };
        let target =
            browser.call("Target.createTarget", &json!({ "url": "about:blank" }))["targetId"].clone();
        let session = browser.call("Target.attachToTarget", &json!({ "targetId": target, "flatten": true }));
        browser.session = Some(session["sessionId"].as_str().expect("a session").to_owned());
        for domain in ["Page", "Runtime", "Log"] {
            browser.call(&format!("{domain}.enable"), &json!({}));
        }
        Some(browser)
    }

    fn call(&mut self, method: &str, parameters: &Json) -> Json {
        self.number += 1;
        let mut order = json!({ "id": self.number, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            order["sessionId"] = session.as_str().into();
        }
        let mut bytes = order.to_string().into_bytes();
        bytes.push(0);
        self.orders.write_all(&bytes).expect("the browser listens");
        loop {
            let message = self.next();
            if message["id"] == self.number {
                assert!(message.get("error").is_none(), "{method}: {message}");
                return message["result"].clone();
            }
        }
    }

    fn next(&mut self) -> Json {
        let message = self.news.recv_timeout(PATIENCE).expect("the browser answers");
        match message["method"].as_str() {
            Some("Page.loadEventFired") => self.loaded = true,
            Some("Runtime.exceptionThrown" | "Log.entryAdded") => self.complaints.push(message.to_string()),
            Some("Runtime.consoleAPICalled") if message["params"]["type"] == "error" => {
                self.complaints.push(message.to_string());
            }
            _ => {}
        }
        message
    }

    /// Opens a file in a window of that width; gives how long it took.
    fn open(&mut self, file: &Path, width: u32) -> Duration {
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.call("Emulation.setDeviceMetricsOverride", &size);
        let clock = Instant::now();
        self.go(&format!("file://{}", file.display()));
        clock.elapsed()
    }

    /// Goes to an address and waits until it is there.
    fn go(&mut self, url: &str) {
        self.loaded = false;
        self.call("Page.navigate", &json!({ "url": url }));
        while !self.loaded {
            self.next();
        }
    }

    /// The value of an expression on the page.
    fn get(&mut self, expression: &str) -> Json {
        let order = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.call("Runtime.evaluate", &order);
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    fn press(&mut self, key: &str) {
        for event in ["keyDown", "keyUp"] {
            let text = if key.len() == 1 && event == "keyDown" { key } else { "" };
            self.call("Input.dispatchKeyEvent", &json!({ "type": event, "key": key, "text": text }));
        }
    }

    fn shown(&mut self) -> u64 {
        self.get("document.querySelectorAll('.fact:not([hidden])').length").as_u64().expect("a number")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn saved(folder: &Path, articles: &Path) -> PathBuf {
    let file = folder.join("report.html");
    std::fs::write(&file, stdout(articles, &["report", ".", "--format", "html"])).expect("a file");
    file
}

const TWO_FRAMES: &str =
    "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))";

#[test]
fn the_page_works_in_a_browser() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let file = saved(folder.path(), &story("saudi-talks"));
    for width in [1280, 390] {
        browser.open(&file, width);
        assert_eq!(
            browser.get("document.documentElement.scrollWidth <= innerWidth"),
            true,
            "at {width} pixels the page is wider than the window"
        );
        filters_filter(&mut browser);
        links_land(&mut browser);
        keys_work(&mut browser);
    }
    assert!(browser.complaints.is_empty(), "{:?}", browser.complaints);
}

fn filters_filter(browser: &mut Browser) {
    let choose = |name: &str, value: &str| {
        format!(
            "(() => {{ const f = document.forms[0].elements.{name}; f.value = {value}; \
             f.dispatchEvent(new Event('input', {{ bubbles: true }})); }})()"
        )
    };
    let all = browser.shown();
    assert!(all > 10, "only {all} facts");
    browser.get(&choose("verdict", "'contradicted'"));
    let contradicted = browser.get("document.querySelectorAll('.fact[data-verdict=contradicted]').length");
    assert_eq!(Some(browser.shown()), contradicted.as_u64());
    browser.get(&choose("kind", "'place'"));
    let places = browser.shown();
    assert!(places > 0 && Some(places) < contradicted.as_u64(), "{places} places");
    browser.get("document.forms[0].reset()");
    browser.get("new Promise(done => setTimeout(done, 20))");
    assert_eq!(browser.shown(), all);
    browser.get(&choose("text", "'jeddah'"));
    let found = browser.shown();
    assert!(found > 0 && found < all, "{found} of {all}");
    assert_eq!(browser.get("document.forms[0].elements.shown.value"), format!("{found} of {all} facts"));
    browser.get(&choose("text", "''"));
    browser.get(&choose("outlet", "'0'"));
    let of_outlet = browser.shown();
    assert!(of_outlet > 0 && of_outlet < all, "{of_outlet} of {all}");
    browser.press("Escape");
    browser.get("new Promise(done => setTimeout(done, 20))");
    assert_eq!(browser.shown(), all);
}

fn links_land(browser: &mut Browser) {
    let click =
        "(() => { const a = document.querySelector('.finding .values a'); a.click(); return a.hash; })()";
    let hash = browser.get(click);
    browser.get(TWO_FRAMES);
    let landed = "(() => { const at = document.querySelector(location.hash); const y = at.getBoundingClientRect().top; \
                  return at.closest('details').open && y >= -40 && y <= innerHeight; })()";
    assert_eq!(browser.get(landed), true, "{hash} is not in view");
    browser.get("document.querySelector('.article a.ref').click()");
    browser.get(TWO_FRAMES);
    assert_eq!(browser.get("document.activeElement.id === location.hash.slice(1)"), true);
}

fn keys_work(browser: &mut Browser) {
    browser.press("Escape");
    browser.press("j");
    assert_eq!(browser.get("document.activeElement === document.querySelector('.fact')"), true);
    browser.press("j");
    browser.press("k");
    assert_eq!(browser.get("document.activeElement === document.querySelector('.fact')"), true);
    browser.press("/");
    assert_eq!(browser.get("document.activeElement.name"), "text");
}

impl Browser {
    /// Sets a filter as a reader would.
    fn choose(&mut self, name: &str, value: &str) {
        self.get(&format!(
            "(() => {{ const f = document.forms[0].elements.{name}; f.value = f.options ? \
             [...f.options].find(o => o.textContent === '{value}').value : '{value}'; \
             f.dispatchEvent(new Event('input', {{ bubbles: true }})); }})()"
        ));
    }

    fn show_all(&mut self) {
        self.get("document.forms[0].reset()");
        self.get("new Promise(done => setTimeout(done, 20))");
    }

    /// The words of all elements that are seen.
    fn words(&mut self, selector: &str) -> Vec<String> {
        let expression = format!(
            "[...document.querySelectorAll('{selector}')].filter(e => e.getClientRects().length)\
             .map(e => e.textContent.trim())"
        );
        serde_json::from_value(self.get(&expression)).expect("words")
    }
}

/// Figures, the list at the top, versions and look-alikes all follow the filters.
#[test]
fn everything_follows_the_filters() {
    let Some(mut browser) = Browser::start() else { return };
    let (folder, articles) = (tempfile::tempdir().expect("a folder"), two_stories());
    let file = saved(folder.path(), articles.path());
    browser.open(&file, 1280);
    let whole = (browser.words(".brief li"), browser.words("h2 .number"), browser.words(".counts b"));
    let findings = browser.words(".finding").len();
    browser.choose("story", "ferry");
    let of_story = browser.words(".finding").len();
    assert!(of_story > 0 && of_story < findings, "{of_story} of {findings}");
    let contradicted = browser.words(".finding[data-verdict=contradicted]").len();
    let all = browser.get("document.querySelectorAll('.finding[data-verdict=contradicted]').length");
    let count = format!("{contradicted} of {all}");
    assert_eq!(browser.words("#contradicted .number"), [count.as_str()]);
    assert_eq!(browser.words(".counts .contradicted b"), [count.as_str()]);
    assert_eq!(browser.words(".brief li").len(), of_story, "the ferry has no silent change");
    assert!(browser.words(".brief .story").iter().all(|story| story == "ferry"));
    assert!(browser.words(".change").is_empty() && browser.words("#versions").is_empty());
    browser.choose("story", "mill");
    assert_eq!(browser.words(".change").len(), 1);
    assert_eq!(browser.words(".brief .silent").len(), 1);
    browser.choose("outlet", "Gazette");
    assert!(browser.words(".change").is_empty(), "the Herald changed it");
    browser.show_all();
    let again = (browser.words(".brief li"), browser.words("h2 .number"), browser.words(".counts b"));
    assert_eq!(again, whole);
    browser.choose("verdict", "silently changed");
    assert_eq!((browser.shown(), browser.words(".change").len()), (0, 1));
    assert!(browser.words("#nothing").is_empty());
    assert!(browser.complaints.is_empty(), "{:?}", browser.complaints);
}

#[test]
fn text_is_found_however_it_is_written() {
    let Some(mut browser) = Browser::start() else { return };
    let (folder, articles) = (tempfile::tempdir().expect("a folder"), two_stories());
    let file = saved(folder.path(), articles.path());
    browser.open(&file, 1280);
    let all = browser.shown();
    let mut found = Vec::new();
    for written in ["2300", "2,300", "2.300", "2 300"] {
        browser.choose("text", written);
        found.push(browser.shown());
    }
    assert!(found[0] > 0 && found[0] < all && found.iter().all(|number| *number == found[0]), "{found:?}");
    browser.choose("text", "silently");
    assert_eq!((browser.shown(), browser.words(".change").len()), (0, 1));
    browser.choose("text", "no such words");
    assert!(browser.words("#nothing")[0].starts_with("Nothing matches"), "{:?}", browser.words("#nothing"));
    assert!(browser.words(".brief li").is_empty());
    browser.get("document.querySelector('#nothing button').click()");
    browser.get("new Promise(done => setTimeout(done, 20))");
    assert_eq!(browser.shown(), all);
    assert!(browser.words("#nothing").is_empty());
}

/// A filtered view is sent by its address, and a link to a finding stays one.
#[test]
fn the_address_keeps_the_filters() {
    let Some(mut browser) = Browser::start() else { return };
    let (folder, articles) = (tempfile::tempdir().expect("a folder"), two_stories());
    let file = saved(folder.path(), articles.path());
    browser.open(&file, 1280);
    assert_eq!(browser.get("location.hash"), "");
    browser.choose("story", "mill");
    browser.choose("verdict", "contradicted");
    browser.choose("text", "12 & 14%");
    browser.choose("text", "genoa");
    assert_eq!(browser.get("location.hash"), "#?story=mill&verdict=contradicted&text=genoa");
    let (seen, address) = (browser.shown(), browser.get("location.href"));
    browser.go("about:blank");
    browser.go(address.as_str().expect("an address"));
    assert_eq!((browser.shown(), browser.get("location.href")), (seen, address));
    assert_eq!(browser.get("document.forms[0].elements.text.value"), "genoa");
    // A finding that the filters hide is shown by its link, which stands in the address as it is.
    let hidden = browser.get("document.querySelector('.finding[hidden]').id");
    browser.get(&format!("location.hash = '#' + {hidden}"));
    browser.get("new Promise(done => setTimeout(done, 50))");
    browser.get(TWO_FRAMES);
    assert_eq!(browser.get("location.hash.slice(1)"), hidden);
    assert_eq!(browser.get("document.activeElement.id"), hidden);
    browser.choose("story", "mill");
    browser.show_all();
    assert_eq!(browser.get("location.hash"), "");
    assert!(browser.complaints.is_empty(), "{:?}", browser.complaints);
}

#[test]
fn hostile_articles_run_nothing() {
    let Some(mut browser) = Browser::start() else { return };
    let (folder, articles) = (tempfile::tempdir().expect("a folder"), hostile());
    let file = saved(folder.path(), articles.path());
    for width in [1280, 390] {
        browser.open(&file, width);
        browser.get("document.querySelectorAll('details').forEach(at => { at.open = true; })");
        assert_eq!(browser.get("window.pwned === undefined"), true);
        assert_eq!(browser.get("document.scripts.length"), 1);
        assert_eq!(browser.get("document.documentElement.scrollWidth <= innerWidth"), true);
        assert!(browser.shown() > 0);
    }
    assert!(browser.complaints.is_empty(), "{:?}", browser.complaints);
}

/// A thousand articles of 250 stories, four outlets each.
fn thousand() -> String {
    let (starts, ends) = (["Ar", "Bel", "Cor", "Dun", "El"], ["ford", "ham", "by", "wick", "ton"]);
    let mut records = String::new();
    for at in 0..1000 {
        let (story, outlet) = (at / 4, ["Wire", "Gazette", "Herald", "Post"][at % 4]);
        let town = format!("{}{}", starts[story % 5], ends[story / 5 % 5]);
        let killed = 3 + story % 7 + usize::from(at % 4 == 3 && story % 2 == 1);
        let text = format!(
            "A fire at the mill in {town} on Monday killed {killed} people and injured {} others.\n\n\
             The mayor, Ana Ruiz, said the mill had been closed since 2019. It employed {} workers.",
            20 + story % 30,
            100 + story
        );
        let record =
            json!({ "id": at, "outlet": outlet, "published": "2031-05-06", "story": story, "text": text });
        records.push_str(&record.to_string());
        records.push('\n');
    }
    records
}

/// A report on a thousand articles is one file of a few megabytes that opens at once and can be searched.
#[test]
fn a_thousand_articles_open_in_two_seconds() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("all.jsonl"), thousand()).expect("a file");
    let file = saved(folder.path(), folder.path());
    let size = std::fs::metadata(&file).expect("the page").len();
    assert!(size < 10_000_000, "{size} bytes");
    opens_in_two_seconds(&mut browser, &file);
    let all = browser.shown();
    assert!(all > 400, "only {all} facts");
    browser.get(
        "(() => { const f = document.forms[0].elements.text; f.value = 'corham'; \
         f.dispatchEvent(new Event('input', { bubbles: true })); })()",
    );
    let found = browser.shown();
    assert!(found > 0 && found < all, "{found} of {all}");
    assert!(browser.complaints.is_empty(), "{:?}", browser.complaints);
}

/// Four articles of real length, each made of the articles of several stories.
fn four_long() -> Report {
    let mut texts = vec![String::new(); 4];
    for name in stories() {
        if texts.iter().all(|text| text.len() > 3_000) {
            break;
        }
        let path = story(&name).to_str().expect("UTF-8").to_owned();
        for (text, article) in texts.iter_mut().zip(&article::read(&[path], &Options::default()).articles) {
            text.push_str(article.text[article.body..].trim());
            text.push_str("\n\n");
        }
    }
    let outlets = ["Gazette", "Herald", "Post", "Wire"];
    let day = "2031-05-06".parse().ok();
    let mut articles: Vec<_> = outlets
        .iter()
        .zip(&texts)
        .map(|(outlet, text)| article::from_text(outlet, day, None, text))
        .collect();
    article::number(&mut articles);
    let (rules, problems) = RuleSet::shipped();
    let checked = check(articles, rules);
    Report::of(&checked, rules, problems).with_text(&checked.articles)
}

/// A report so many times over, as if other towns had the same news. Reading a thousand such articles would take
/// an unoptimized program minutes; the page does not know where its report comes from.
fn times(one: &Report, times: u32) -> Report {
    let count = |length: usize| u32::try_from(length).expect("few");
    let (articles, claims) = (count(one.articles.len()), count(one.claims.len()));
    let mut all = one.clone();
    for time in 1..times {
        let shift = |id: &mut u32| *id += time * claims;
        all.articles.extend(one.articles.iter().cloned().map(|mut article| {
            article.id += time * articles;
            article
        }));
        all.claims.extend(one.claims.iter().cloned().map(|mut claim| {
            claim.id += time * claims;
            claim.article += time * articles;
            claim
        }));
        all.facts.extend(one.facts.iter().cloned().map(|mut fact| {
            fact.id = format!("{}/{time}", fact.id);
            fact.fingerprint = format!("{}{time:04x}", &fact.fingerprint[..12]);
            fact.camps.iter_mut().flat_map(|camp| &mut camp.claims).for_each(shift);
            fact.relations.iter_mut().flat_map(|relation| &mut relation.witnesses).for_each(shift);
            for figure in fact.ledger.iter_mut().flat_map(|l| [&mut l.low, &mut l.best, &mut l.high]) {
                shift(&mut figure.claim);
            }
            fact
        }));
    }
    all
}

/// Other tests run beside this one: the page's own time is that of a moment in which they leave it a core.
fn opens_in_two_seconds(browser: &mut Browser, file: &Path) {
    let bound = Duration::from_secs(2);
    let mut times: Vec<Duration> = Vec::new();
    while times.len() < 20 && times.iter().all(|time| *time >= bound) {
        times.push(browser.open(file, 1280));
    }
    assert!(times.iter().any(|time| *time < bound), "{times:?}");
}

/// A thousand articles of three kilobytes and more: the page has bounds of its own, says where it left something
/// out, and no link leads nowhere.
#[test]
fn a_thousand_long_articles_open_in_two_seconds() {
    let one = four_long();
    let lengths: Vec<usize> = one.articles.iter().filter_map(|a| Some(a.text.as_ref()?.len())).collect();
    assert!(lengths.len() == 4 && lengths.iter().all(|length| *length > 3_000), "{lengths:?}");
    let page = html::render(&times(&one, 250));
    assert!(page.len() < 10_000_000, "{} bytes", page.len());
    assert!(page.contains("too long for one page") && page.contains("more facts (all are in --format json)"));
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("report.html");
    std::fs::write(&file, page).expect("a file");
    opens_in_two_seconds(&mut browser, &file);
    assert_eq!(browser.shown(), 2_500);
    let dangling = "[...document.querySelectorAll('a[href^=\"#\"]')]\
        .filter(a => !document.getElementById(a.getAttribute('href').slice(1))).length";
    assert_eq!(browser.get(dangling), 0, "links that lead nowhere");
    links_land(&mut browser);
    assert!(browser.complaints.is_empty(), "{:?}", browser.complaints);
}
