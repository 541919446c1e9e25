//! The OpenAPI document, made from the routes: each handler says what it takes and answers, the list of URLs says where
//! it stands, and what all of them have in common is added here.

use utoipa::openapi::HeaderBuilder;
use utoipa::openapi::path::{HttpMethod, Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, Required, ResponseBuilder,
};
use utoipa::{PartialSchema, ToSchema};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use super::App;
use super::problem;

/// The name of the security scheme.
const KEY: &str = "key";
const ABOUT: &str = "Afterword asks a business's customers for a word afterwards: events in, invitations out, every \
    decision explained.\n\nTimes are RFC 3339 in UTC, durations ISO 8601, ids opaque. Errors are problem documents \
    (RFC 9457) with a stable `code`. A `POST` with an `Idempotency-Key` may be sent again and is answered again for \
    24 hours. Lists take `limit` and `after` and answer `next`; with `Accept: text/csv` they are tables.";

/// A schema and its name.
type Named = (String, RefOr<Schema>);

/// What stands in the document beside the paths.
pub fn frame() -> OpenApi {
    let info =
        InfoBuilder::new().title("Afterword").version(env!("CARGO_PKG_VERSION")).description(Some(ABOUT)).build();
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("An API key: `Authorization: Bearer aw_...`"))
        .build();
    let mut schemas = Vec::new();
    problem::Document::schemas(&mut schemas);
    let problem = ResponseBuilder::new()
        .description("What is wrong (RFC 9457)")
        .content(problem::MEDIA_TYPE, content(Ref::from_schema_name("Problem")))
        .build();
    let components = ComponentsBuilder::new()
        .schema("Problem", problem::Document::schema())
        .schemas_from_iter(schemas)
        .response("Problem", problem)
        .security_scheme(KEY, SecurityScheme::Http(scheme))
        .build();
    OpenApiBuilder::new().info(info).components(Some(components)).build()
}

fn content(schema: Ref) -> utoipa::openapi::Content {
    ContentBuilder::new().schema(Some(schema)).build()
}

/// A list of URLs and what stands there.
pub trait Urls {
    /// Puts handlers, whose own path is empty, at a URL.
    fn at(self, url: &str, handlers: UtoipaMethodRouter<App>) -> Self;
}

impl Urls for OpenApiRouter<App> {
    fn at(self, url: &str, (mut schemas, mut paths, methods): UtoipaMethodRouter<App>) -> Self {
        let mut item = paths.paths.remove("").expect("a handler leaves its path to the list of URLs");
        if let Some(change) = item.patch.as_mut().and_then(|patch| partial(patch, &schemas)) {
            schemas.push(change);
        }
        for (method, operation) in operations(&mut item) {
            complete(url, &method, operation);
        }
        paths.paths.insert(url.to_owned(), item);
        self.routes((schemas, paths, methods))
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (HttpMethod, &mut Operation)> {
    let slots = [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Patch, &mut item.patch),
        (HttpMethod::Delete, &mut item.delete),
    ];
    slots.into_iter().filter_map(|(method, slot)| slot.as_mut().map(|operation| (method, operation)))
}

fn complete(url: &str, method: &HttpMethod, operation: &mut Operation) {
    let parts: Vec<_> = url.split('/').filter(|part| !part.is_empty()).collect();
    let name = |part: &&str| part.trim_matches(['{', '}']).to_owned();
    let id = std::iter::once(verb(method).to_owned()).chain(parts.iter().map(name));
    operation.operation_id = Some(id.collect::<Vec<_>>().join("_"));
    operation.tags = parts.first().map(|noun| vec![(*noun).to_owned()]);
    let parameters = operation.parameters.get_or_insert_default();
    let is_list = parameters.iter().any(|one| matches!(one, RefOr::T(one) if one.name == "limit"));
    let places = url.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    parameters.extend(places.map(|name| parameter(name, ParameterIn::Path, None)));
    if *method == HttpMethod::Post {
        let says = "1 to 255 visible characters: the same key and body again gets the same answer.";
        parameters.push(parameter("Idempotency-Key", ParameterIn::Header, Some(says)));
    }
    for range in ["4XX", "5XX"] {
        let problem = RefOr::Ref(Ref::from_response_name("Problem"));
        operation.responses.responses.entry(range.to_owned()).or_insert(problem);
    }
    if is_list {
        add_table(operation);
    }
}

fn verb(method: &HttpMethod) -> &'static str {
    match method {
        HttpMethod::Post => "post",
        HttpMethod::Patch => "patch",
        HttpMethod::Delete => "delete",
        _ => "get",
    }
}

fn parameter(name: &str, place: ParameterIn, says: Option<&str>) -> RefOr<Parameter> {
    let required = if place == ParameterIn::Path { Required::True } else { Required::False };
    let text = Schema::Object(ObjectBuilder::new().schema_type(Type::String).build());
    let parameter = ParameterBuilder::new().name(name).parameter_in(place).required(required);
    RefOr::T(parameter.description(says).schema(Some(text)).build())
}

/// A `PATCH` takes any of the fields: its body becomes a schema of its own that requires none.
fn partial(patch: &mut Operation, known: &[Named]) -> Option<Named> {
    let Some(RefOr::T(body)) = &mut patch.request_body else { return None };
    let RefOr::T(content) = body.content.get_mut("application/json")? else { return None };
    let Some(RefOr::Ref(whole)) = &content.schema else { return None };
    let name = whole.ref_location.rsplit('/').next()?.trim_end_matches("Input");
    let change = format!("{name}Change");
    let schema = without_required(RefOr::Ref(whole.clone()), known);
    content.schema = Some(RefOr::Ref(Ref::from_schema_name(&change)));
    Some((change, schema))
}

/// The same schema, nothing of it required; the parts of which it is put together stand in it themselves.
fn without_required(schema: RefOr<Schema>, known: &[Named]) -> RefOr<Schema> {
    match schema {
        RefOr::T(Schema::Object(mut object)) => {
            object.required.clear();
            RefOr::T(Schema::Object(object))
        }
        RefOr::T(Schema::AllOf(mut all)) => {
            all.items = all.items.into_iter().map(|item| without_required(item, known)).collect();
            RefOr::T(Schema::AllOf(all))
        }
        RefOr::Ref(part) => {
            let name = part.ref_location.rsplit('/').next().unwrap_or_default();
            let found = known.iter().find(|(known, _)| known == name).map(|(_, schema)| schema.clone());
            found.map_or(RefOr::Ref(part), |schema| without_required(schema, known))
        }
        other => other,
    }
}

/// Every list comes as a table too.
fn add_table(operation: &mut Operation) {
    let Some(RefOr::T(page)) = operation.responses.responses.get_mut("200") else { return };
    let text = Schema::Object(ObjectBuilder::new().schema_type(Type::String).build());
    let table = ContentBuilder::new().schema(Some(text)).build();
    page.content.insert("text/csv".to_owned(), RefOr::T(table));
    let says = "On a table that goes on: the address of its next page (RFC 8288).";
    let link = HeaderBuilder::new().description(Some(says)).build();
    page.headers.insert("Link".to_owned(), RefOr::T(link));
}
