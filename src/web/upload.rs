//! Uploads: a form with a file in it (multipart/form-data, RFC 7578), read into memory up to a limit.

use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use multer::{Constraints, Multipart, SizeLimit, parse_boundary};

use super::App;
use super::body::{Body, LARGEST_BATCH};
use super::input::{Input, LARGEST_FORM};
use super::problem::{Kind, Problem};

/// Parts that are looked at; a form has a dozen.
const MOST_PARTS: usize = 100;

/// What a form sent: its fields, and the file that was chosen, if one was.
#[derive(Debug, Default)]
pub struct Upload {
    pub input: Input,
    pub file: Option<Bytes>,
}

impl FromRequest<App> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).map(str::to_owned);
        let body = Body::<LARGEST_BATCH>::read(request, app).await?;
        match kind.as_deref().and_then(|kind| parse_boundary(kind).ok()) {
            Some(boundary) => read(body.bytes, boundary).await,
            None => Ok(Self { input: Input::parse(&body.bytes), file: None }),
        }
    }
}

async fn read(bytes: Bytes, boundary: String) -> Result<Upload, Problem> {
    let malformed = |_| Problem::new(Kind::BodyMalformed, "the form cannot be read");
    let limits = SizeLimit::new().whole_stream(LARGEST_BATCH as u64);
    let stream = Full::new(bytes).into_data_stream();
    let mut parts = Multipart::with_constraints(stream, boundary, Constraints::new().size_limit(limits));
    let mut upload = Upload::default();
    for _ in 0..MOST_PARTS {
        let Some(part) = parts.next_field().await.map_err(malformed)? else { break };
        let (name, is_file) = (part.name().unwrap_or_default().to_owned(), part.file_name().is_some());
        let value = part.bytes().await.map_err(malformed)?;
        if is_file {
            upload.file = Some(value).filter(|file| !file.is_empty()).or(upload.file);
        } else if value.len() <= LARGEST_FORM {
            upload.input.set(&name, String::from_utf8_lossy(&value));
        }
    }
    Ok(upload)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read_text(text: &str) -> Result<(Option<String>, Option<Bytes>), &'static str> {
        let upload = read(Bytes::copy_from_slice(text.as_bytes()), "x".to_owned()).await;
        upload.map(|upload| (upload.input.get("a").map(str::to_owned), upload.file)).map_err(|problem| problem.code())
    }

    #[tokio::test]
    async fn fields_and_a_file_are_told_apart() {
        let form = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x\r\nContent-Disposition: form-data; \
                    name=\"file\"; filename=\"o.csv\"\r\n\r\nid,email\r\n--x--\r\n";
        assert_eq!(read_text(form).await, Ok((Some("1".to_owned()), Some(Bytes::from_static(b"id,email")))));
        let empty = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--x--\r\n";
        assert_eq!(read_text(empty).await, Ok((None, None)));
    }

    #[tokio::test]
    async fn what_is_cut_off_or_nonsense_is_a_problem() {
        let cut = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1";
        for text in ["", "nothing", cut, "--x\r\nContent-Dis"] {
            assert_eq!(read_text(text).await.unwrap_err(), "body.malformed", "{text:?}");
        }
    }
}
