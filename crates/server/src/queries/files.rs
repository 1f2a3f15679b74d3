//! Files that people attach while they work.

use segue_language::Text;
use segue_store::{FILE_PREFIX, FileRow, parse_id, record_id};

use super::drafts::write;
use super::eyes::{Eyes, see};
use crate::app::App;
use crate::identity::Caller;
use crate::pages::form::{File, Upload};
use crate::problem::{Answer, Problem};

/// Bytes of one file.
pub(crate) const FILE_BYTES_MAX: usize = 25 << 20;
/// Files shown with a record.
const SHOWN_MAX: u32 = 50;
const KIB: i64 = 1 << 10;
const MIB: i64 = 1 << 20;

/// Stores a file that the caller attaches at a work item; its id.
///
/// # Errors
/// It is too large.
pub(crate) async fn attach(
    app: &App,
    caller: &Caller,
    item: &Text,
    upload: Upload,
) -> Answer<Text> {
    if upload.content.len() > FILE_BYTES_MAX {
        let status = axum::http::StatusCode::PAYLOAD_TOO_LARGE;
        return Err(Problem::of_status(status));
    }
    let id = parse_id(item).ok_or_else(|| Problem::unknown("work item", item))?;
    let file = FileRow {
        n: 0,
        person: caller.id.clone(),
        item: id.part_number(),
        record: Text::default(),
        name: upload.name,
        at: app.now(),
        size: i64::try_from(upload.content.len()).unwrap_or(i64::MAX),
    };
    let n = write(app, move |tx| tx.insert_file(&file, &upload.content)).await?;
    Ok(record_id(FILE_PREFIX, n))
}

/// The files that the caller attached at a work item.
pub(crate) async fn mine(app: &App, caller: &Caller, item: &Text) -> Answer<Vec<File>> {
    let item = item.clone();
    see(app, caller, move |eyes| {
        let id = parse_id(&item).ok_or_else(|| Problem::unknown("work item", &item))?;
        let files = eyes.reads.store().files_of_item(id.part_number())?;
        let mine = files.iter().filter(|file| file.person == eyes.caller.id);
        Ok(mine.map(shown).collect())
    })
    .await
}

/// Lets what the caller attached at a finished work item belong to its record.
pub(crate) async fn hand_in(
    app: &App,
    caller: &Caller,
    item: &Text,
    record: Option<Text>,
) -> Answer<()> {
    let Some(record) = record else {
        return Ok(());
    };
    if mine(app, caller, item).await?.is_empty() {
        return Ok(());
    }
    let (person, item) = (caller.id.clone(), item.clone());
    write(app, move |tx| match parse_id(&item) {
        Some(id) => tx.keep_files(id.part_number(), &person, &record),
        None => Ok(()),
    })
    .await
}

/// The files of a record.
pub(crate) fn of_record(eyes: &Eyes<'_>, record: &str) -> Answer<Vec<File>> {
    let files = eyes.reads.store().files_of_record(record, SHOWN_MAX)?;
    Ok(files.iter().map(shown).collect())
}

/// Name and content of a file that the caller may have: her own, or one of a record that she
/// reads.
///
/// # Errors
/// There is none, or she may not have it, which looks the same.
pub(crate) async fn content(app: &App, caller: &Caller, id: Text) -> Answer<(String, Vec<u8>)> {
    see(app, caller, move |eyes| {
        let unknown = || Problem::unknown("file", &id);
        let parsed = parse_id(&id).filter(|parsed| parsed.is_a(FILE_PREFIX));
        let n = parsed.ok_or_else(unknown)?.number;
        let store = eyes.reads.store();
        let file = store.file(n)?.ok_or_else(unknown)?;
        let is_hers = file.person == eyes.caller.id;
        if !is_hers && eyes.record(&file.record).is_none() {
            return Err(unknown());
        }
        let content = store.file_content(n)?.ok_or_else(unknown)?;
        Ok((file.name, content))
    })
    .await
}

fn shown(file: &FileRow) -> File {
    File {
        id: record_id(FILE_PREFIX, file.n).to_string(),
        name: file.name.clone(),
        size: in_words(file.size),
    }
}

fn in_words(size: i64) -> String {
    match size {
        ..KIB => format!("{size} bytes"),
        KIB..MIB => format!("{} kB", size / KIB),
        MIB.. => format!("{}.{} MB", size / MIB, size % MIB * 10 / MIB),
    }
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn sizes_are_said_in_their_largest_unit() {
        assert_eq!(in_words(3), "3 bytes");
        assert_eq!(in_words(2_100), "2 kB");
        assert_eq!(in_words(5 << 19), "2.5 MB");
    }
}
