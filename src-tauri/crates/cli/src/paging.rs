use clap::{Args, ValueEnum};
use fetchgrid_app::{AppError, OpenDocument};
use fetchgrid_model::{PageRule, PagesEnd, Paging, PagingFound};

use crate::setup::not_runnable;

/// Whether an answer is the first of several, and how the others are asked for.
#[derive(Debug, Default, Args)]
pub struct PagingArguments {
    /// How further pages of an answer are asked for; 'auto' finds it out from the first answer
    #[arg(long, value_enum, value_name = "WAY")]
    pub paginate: Option<WayWord>,
    /// Where every answer holds the address of the next page, or the cursor: a JSONPath
    #[arg(long, value_name = "PATH", requires = "paginate")]
    pub page_path: Option<String>,
    /// The parameter that says which page is asked for, or a place in the JSON body such as '$.variables.after'
    /// [default: page, offset or cursor]
    #[arg(long, value_name = "NAME", requires = "paginate")]
    pub page_parameter: Option<String>,
    /// Where the first answer tells how many pages there are; without it and --record-count, until a page is empty
    #[arg(long, value_name = "PATH", requires = "paginate", conflicts_with = "record_count")]
    pub page_count: Option<String>,
    /// Where the first answer tells how many records there are in all
    #[arg(long, value_name = "PATH", requires = "paginate")]
    pub record_count: Option<String>,
    /// The number of the first page [default: 1]
    #[arg(long, value_name = "NUMBER", requires = "paginate")]
    pub first_page: Option<u64>,
    /// Records that a page has; as many as the first one has, if it is not said
    #[arg(long, value_name = "RECORDS", requires = "paginate")]
    pub page_size: Option<u64>,
    /// Fetch no more pages of each request than this
    #[arg(long, value_name = "PAGES")]
    pub most_pages: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum WayWord {
    Auto,
    /// Each answer stands alone
    None,
    /// The answer holds the address of the next page
    Next,
    /// The header Link does
    Link,
    /// The answer holds a text that is sent with the next request
    Cursor,
    /// Pages are numbered
    Page,
    /// Records are skipped
    Offset,
}

impl PagingArguments {
    /// What can be said without having seen an answer.
    pub fn apply(&self, paging: &mut Paging) -> Result<(), AppError> {
        if let Some(way) = self.paginate {
            paging.rule = self.rule(way)?;
            paging.total.clone_from(&self.record_count);
        }
        if self.most_pages.is_some() {
            paging.most_pages = self.most_pages;
        }
        Ok(())
    }

    fn rule(&self, way: WayWord) -> Result<PageRule, AppError> {
        let path = |what: &str| {
            self.page_path.clone().ok_or_else(|| not_runnable(format!("Say where {what} stands: --page-path PATH.")))
        };
        let parameter = |usual: &str| self.page_parameter.clone().unwrap_or_else(|| usual.to_owned());
        let until = match (&self.page_count, &self.record_count) {
            (Some(path), _) => PagesEnd::Pages { path: path.clone() },
            (None, Some(path)) => PagesEnd::Records { path: path.clone() },
            (None, None) => PagesEnd::Empty,
        };
        Ok(match way {
            WayWord::Auto | WayWord::None => PageRule::Single,
            WayWord::Next => PageRule::NextAddress { path: path("the address of the next page")? },
            WayWord::Link => PageRule::LinkHeader,
            WayWord::Cursor => PageRule::Cursor { path: path("the cursor")?, parameter: parameter("cursor") },
            WayWord::Page => {
                PageRule::PageNumber { parameter: parameter("page"), first: self.first_page.unwrap_or(1), until }
            }
            WayWord::Offset => PageRule::Offset { parameter: parameter("offset"), step: self.page_size, until },
        })
    }

    /// Asks for the first answer and does as it shows. It is fetched once more with the others.
    pub async fn find_out(&self, document: &OpenDocument) -> Result<(), AppError> {
        if self.paginate != Some(WayWord::Auto) {
            return Ok(());
        }
        let tested = document.test_one().await?;
        let mut extraction = document.extraction();
        match tested.paging.into_iter().next() {
            Some(found) => {
                eprintln!("fetchgrid: {}", words(&found));
                extraction.paging.total.clone_from(&found.total_place);
                extraction.paging.rule = found.rule;
                document.update(extraction)?;
            }
            None => eprintln!("fetchgrid: the first answer shows no further pages; each answer stands alone"),
        }
        Ok(())
    }
}

fn words(found: &PagingFound) -> String {
    let how = match &found.rule {
        PageRule::Single => "no pages".to_owned(),
        PageRule::NextAddress { path } => format!("the next page is at {path}"),
        PageRule::LinkHeader => "the next page is in the header Link".to_owned(),
        PageRule::Cursor { path, parameter } => format!("{path} is sent as {parameter}"),
        PageRule::PageNumber { parameter, .. } => format!("pages are numbered by {parameter}"),
        PageRule::Offset { parameter, .. } => format!("records are skipped by {parameter}"),
    };
    let many = match (found.total_pages, found.total_records) {
        (Some(pages), Some(records)) => format!(", {records} records in {pages} pages"),
        (Some(pages), None) => format!(", {pages} pages"),
        _ => String::new(),
    };
    let evidence: Vec<String> = found.evidence.iter().map(|clue| format!("{} = {}", clue.place, clue.value)).collect();
    format!("{how}{many} ({})", evidence.join(", "))
}
