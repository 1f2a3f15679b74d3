//! A person at a browser.

use std::time::Duration;

use thirtyfour::error::{WebDriverError, WebDriverResult};
use thirtyfour::prelude::ElementQueryable;
use thirtyfour::{By, ChromiumLikeCapabilities, DesiredCapabilities, WebDriver, WebElement};

use crate::programs::Programs;

/// How long something may take to appear.
const PATIENCE: Duration = Duration::from_secs(10);
/// Screens of one form.
const SCREENS_MAX: usize = 8;
const OFTEN: Duration = Duration::from_millis(50);

/// A person at a browser.
pub(crate) struct Person {
    driver: WebDriver,
    url: String,
    passwords: Vec<(String, String)>,
}

impl Person {
    /// Opens a browser.
    pub(crate) async fn at(programs: &Programs) -> WebDriverResult<Person> {
        let mut wishes = DesiredCapabilities::chrome();
        let flags = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--window-size=1280,1600",
        ];
        for flag in flags {
            wishes.add_arg(flag)?;
        }
        Ok(Person {
            driver: WebDriver::new(&programs.driver_url, wishes).await?,
            url: programs.demo_url.clone(),
            passwords: programs.passwords.clone(),
        })
    }

    /// Signs in as somebody.
    pub(crate) async fn becomes(&self, user: &str) -> WebDriverResult<()> {
        let known = self.passwords.iter().find(|(name, _)| name == user);
        let (_, password) = known.expect("the demo prints a password for everybody");
        self.driver.delete_all_cookies().await?;
        self.goes("/login").await?;
        self.enters("user", user).await?;
        self.enters("password", password).await?;
        self.presses("main button").await?;
        self.sees("header.top", user).await
    }

    pub(crate) fn driver(&self) -> &WebDriver {
        &self.driver
    }

    pub(crate) async fn goes(&self, path: &str) -> WebDriverResult<()> {
        self.driver.goto(format!("{}{path}", self.url)).await
    }

    /// The path of the page.
    pub(crate) async fn place(&self) -> WebDriverResult<String> {
        Ok(self.driver.current_url().await?.path().to_owned())
    }

    pub(crate) async fn enters(&self, field: &str, text: &str) -> WebDriverResult<()> {
        let field = self.finds(&format!("main {}", named(field))).await?;
        field.clear().await?;
        field.send_keys(text).await
    }

    /// Typed days depend on the browser's language, so the value is set.
    pub(crate) async fn picks_day(&self, field: &str, day: &str) -> WebDriverResult<()> {
        let script = format!(
            "document.querySelector(\"{}\").value = '{day}'",
            named(field)
        );
        self.finds(&format!("main {}", named(field))).await?;
        self.driver.execute(script, Vec::new()).await?;
        Ok(())
    }

    pub(crate) async fn presses(&self, button: &str) -> WebDriverResult<()> {
        self.finds(button).await?.click().await
    }

    /// Begins the first work that the record's page offers.
    pub(crate) async fn begins_work_on(&self, record: &str) -> WebDriverResult<()> {
        self.goes(record).await?;
        self.presses("main form[action^='/work/'] button.primary")
            .await?;
        self.finds("#guide [name=screen]").await?;
        Ok(())
    }

    /// Presses Next on the last screen and waits for the page to say that it is done.
    pub(crate) async fn finishes_work(&self) -> WebDriverResult<()> {
        self.presses("#guide button.primary[value=next]").await?;
        self.sees("#guide", "Completed").await
    }

    /// Presses the button that leads on until the work is done; screens that ask for something are
    /// answered before.
    pub(crate) async fn walks_to_the_end(&self) -> WebDriverResult<()> {
        const OVER: &str = "#guide > header .badge[data-status=completed]";
        for _ in 0..SCREENS_MAX {
            let screen = self.finds("#guide [name=screen]").await?;
            let screen = screen.value().await?.unwrap_or_default();
            self.presses("#guide .buttons [value=next]").await?;
            let other = format!("#guide:not(:has([name=screen][value='{screen}']))");
            self.finds(&other).await?;
            if !self.driver.find_all(By::Css(OVER)).await?.is_empty() {
                return Ok(());
            }
        }
        Err(WebDriverError::ParseError("the form has no end".to_owned()))
    }

    /// Chooses a value of a list.
    pub(crate) async fn chooses(&self, field: &str, value: &str) -> WebDriverResult<()> {
        self.picks_day(field, value).await
    }

    /// Waits until an element has that text.
    pub(crate) async fn sees(&self, element: &str, text: &str) -> WebDriverResult<()> {
        let wanted = text.to_owned();
        let has_text = move |element: WebElement| {
            let wanted = wanted.clone();
            async move {
                Ok(element
                    .text()
                    .await
                    .is_ok_and(|text| text.contains(&wanted)))
            }
        };
        let query = self.driver.query(By::Css(element)).wait(PATIENCE, OFTEN);
        let seen = query.with_filter(has_text).first().await;
        seen.map_err(|_| WebDriverError::ParseError(format!("no `{text}` in {element}")))?;
        Ok(())
    }

    pub(crate) async fn finds(&self, element: &str) -> WebDriverResult<WebElement> {
        let query = self.driver.query(By::Css(element)).wait(PATIENCE, OFTEN);
        query.first().await
    }

    /// What the page says, for whoever reads why a test failed.
    pub(crate) async fn print_page(&self) {
        if let Ok(body) = self.driver.find(By::Css("main")).await {
            println!(
                "{}\n{}",
                self.place().await.unwrap_or_default(),
                body.text().await.unwrap_or_default()
            );
        }
    }

    pub(crate) async fn leave(self) {
        self.driver.quit().await.ok();
    }
}

/// Selects a field by its name; forms put a letter before it.
pub(crate) fn named(field: &str) -> String {
    format!(":is([name='{field}'], [name$='.{field}']):not([type=hidden])")
}
