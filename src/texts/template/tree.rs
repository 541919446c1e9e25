//! The tree of a template, in which everything that is not known to be harmless is refused, before any of it runs: the
//! compiler already works out constants such as `"a" * 1000000000`.

use minijinja::machinery::ast::{BinOpKind, CallArg, Expr, Filter, ForLoop, GetAttr, Stmt, UnaryOpKind};
use minijinja::machinery::parse;
use minijinja::syntax::SyntaxConfig;

use super::tokens::unreadable;
use super::variables::{Argument, FILTERS, Kind, OF_LOOP, OF_PRODUCT, VARIABLES, Variable};
use super::{Mistake, Place};

const LONGEST_CUT: i64 = 1_000;
/// A name is repeated up to so many characters.
const LONGEST_NAME: usize = 40;

/// # Errors
/// The first [`Mistake`] in the order of the text.
pub fn check(place: Place, source: &str) -> Result<(), Mistake> {
    let tree = parse(source, "", SyntaxConfig::default()).map_err(|error| unreadable(&error))?;
    Scope { place, product: None }.statement(&tree)
}

/// Where in a template we are.
#[derive(Clone, Copy)]
struct Scope<'a> {
    place: Place,
    /// Inside a loop, what its product is called.
    product: Option<&'a str>,
}

impl<'a> Scope<'a> {
    fn statements(self, statements: &'a [Stmt<'a>]) -> Result<(), Mistake> {
        statements.iter().try_for_each(|statement| self.statement(statement))
    }

    fn statement(self, statement: &'a Stmt<'a>) -> Result<(), Mistake> {
        match statement {
            Stmt::Template(template) => self.statements(&template.children),
            Stmt::EmitRaw(_) => Ok(()),
            Stmt::EmitExpr(emitted) => self.written(&emitted.expr),
            Stmt::IfCond(condition) => {
                let kind = self.expression(&condition.expr)?;
                no_button(&condition.expr, kind)?;
                self.statements(&condition.true_body)?;
                self.statements(&condition.false_body)
            }
            Stmt::ForLoop(repeated) => self.repeated(repeated, line(statement)),
            Stmt::WithBlock(_)
            | Stmt::Set(_)
            | Stmt::SetBlock(_)
            | Stmt::AutoEscape(_)
            | Stmt::FilterBlock(_)
            | Stmt::Do(_) => {
                Err(Mistake::new(line(statement), "tag", "only the tags if, elif, else and for can be used"))
            }
        }
    }

    /// `{{ ... }}`
    fn written(self, expression: &'a Expr<'a>) -> Result<(), Mistake> {
        match self.expression(expression)? {
            Kind::Text | Kind::Number | Kind::Button | Kind::Url => Ok(()),
            Kind::Products => {
                Err(wrong(expression, "products", "products are written one by one: {% for product in products %}"))
            }
            Kind::Truth => Err(wrong(expression, "condition", "a condition cannot be written out: use {% if %}")),
        }
    }

    fn repeated(self, repeated: &'a ForLoop<'a>, line: usize) -> Result<(), Mistake> {
        let Expr::Var(target) = &repeated.target else {
            return Err(Mistake::new(line, "loop_name", "a loop gives one name: {% for product in products %}"));
        };
        if self.product.is_some() {
            return Err(Mistake::new(line, "loop_in_loop", "a loop cannot stand inside a loop"));
        }
        let over_products = matches!(&repeated.iter, Expr::Var(iterated) if iterated.id == "products");
        if !over_products || repeated.filter_expr.is_some() || repeated.recursive {
            return Err(Mistake::new(
                line,
                "loop_over",
                "a loop goes over products and nothing else: {% for product in products %}",
            ));
        }
        let is_taken = |name: &str| name.split('.').next() == Some(target.id);
        if VARIABLES.iter().chain(&OF_LOOP).any(|variable| is_taken(variable.name)) {
            let name = shown(target.id);
            let detail = format!("`{name}` has another meaning: use product");
            return Err(Mistake::new(line, "taken", detail).with("name", &name));
        }
        Scope { product: Some(target.id), ..self }.statements(&repeated.body)?;
        self.statements(&repeated.else_body)
    }

    fn expression(self, expression: &'a Expr<'a>) -> Result<Kind, Mistake> {
        match expression {
            Expr::Var(variable) => self.variable(variable.id, expression),
            Expr::GetAttr(attribute) => self.attribute(attribute, expression),
            Expr::Const(constant) => {
                let is_text = constant.value.as_str().is_some();
                Ok(if is_text { Kind::Text } else { Kind::Number })
            }
            Expr::Filter(filter) => self.filter(filter, expression),
            Expr::UnaryOp(operation) => match operation.op {
                UnaryOpKind::Not => self.operand(&operation.expr).map(|_| Kind::Truth),
                UnaryOpKind::Neg => Err(wrong(expression, "arithmetic", "there is no arithmetic in a template")),
            },
            Expr::BinOp(operation) => {
                let left = self.operand(&operation.left)?;
                let right = self.operand(&operation.right)?;
                operated(operation.op, left, right)
                    .ok_or_else(|| wrong(expression, "arithmetic", "there is no arithmetic in a template"))
            }
            Expr::Slice(_)
            | Expr::Compare(_)
            | Expr::IfExpr(_)
            | Expr::Test(_)
            | Expr::GetItem(_)
            | Expr::Call(_)
            | Expr::List(_)
            | Expr::Tuple(_)
            | Expr::Map(_) => {
                Err(wrong(expression, "kind", format!("a template cannot have this {}", expression.description())))
            }
        }
    }

    /// A part of a longer expression.
    fn operand(self, expression: &'a Expr<'a>) -> Result<Kind, Mistake> {
        let kind = self.expression(expression)?;
        no_button(expression, kind)?;
        Ok(kind)
    }

    fn variable(self, name: &str, expression: &Expr<'_>) -> Result<Kind, Mistake> {
        if self.product == Some(name) {
            let name = shown(name);
            return Err(wrong(expression, "product", format!("write {name}.name or {name}.url")).with("name", &name));
        }
        self.named(&VARIABLES, name, expression)
    }

    fn attribute(self, attribute: &'a GetAttr<'a>, expression: &Expr<'_>) -> Result<Kind, Mistake> {
        let Expr::Var(owner) = &attribute.expr else {
            return Err(wrong(expression, "dots", "a name has one dot at most"));
        };
        if self.product == Some(owner.id) {
            return self.named(&OF_PRODUCT, attribute.name, expression);
        }
        let name = format!("{}.{}", owner.id, attribute.name);
        if owner.id == "loop" && self.product.is_some() {
            return self.named(&OF_LOOP, &name, expression);
        }
        self.named(&VARIABLES, &name, expression)
    }

    fn named(self, variables: &[Variable], name: &str, expression: &Expr<'_>) -> Result<Kind, Mistake> {
        let Some(variable) = variables.iter().find(|variable| variable.name == name) else {
            let name = shown(name);
            return Err(wrong(expression, "variable", format!("there is no variable `{name}`")).with("name", &name));
        };
        if self.place == Place::Subject && variable.name.starts_with("answer_") {
            return Err(wrong(expression, "body", format!("`{name}` belongs into the body")).with("name", &name));
        }
        Ok(variable.kind)
    }

    fn filter(self, filter: &'a Filter<'a>, expression: &Expr<'_>) -> Result<Kind, Mistake> {
        let Some(known) = FILTERS.iter().find(|known| known.name == filter.name) else {
            let name = shown(filter.name);
            return Err(wrong(expression, "filter", format!("there is no filter `{name}`")).with("name", &name));
        };
        let Some(filtered) = &filter.expr else {
            return Err(wrong(expression, "filter_place", "a filter stands behind a variable"));
        };
        let kind = self.operand(filtered)?;
        if !takes(known.argument, &filter.args) {
            let (name, usage) = (known.name, usage(known.argument, known.name));
            let detail = format!("`{name}` is used like this: {usage}");
            let example = example(known.argument, name);
            return Err(wrong(expression, "filter_usage", detail).with("name", &name).with("usage", &example));
        }
        match (known.name, kind) {
            ("length", Kind::Text | Kind::Url | Kind::Products) => Ok(Kind::Number),
            ("length", _) | (_, Kind::Products | Kind::Truth | Kind::Button) => {
                Err(wrong(expression, "filter_kind", format!("`{}` cannot be used with this", known.name))
                    .with("name", &known.name))
            }
            _ => Ok(Kind::Text),
        }
    }
}

fn operated(operator: BinOpKind, left: Kind, right: Kind) -> Option<Kind> {
    match operator {
        BinOpKind::Eq | BinOpKind::Ne | BinOpKind::Lt | BinOpKind::Lte | BinOpKind::Gt | BinOpKind::Gte => {
            Some(Kind::Truth)
        }
        // One of both comes out.
        BinOpKind::ScAnd | BinOpKind::ScOr => {
            let is_text = |kind| matches!(kind, Kind::Text | Kind::Url | Kind::Number);
            Some(if is_text(left) && is_text(right) { Kind::Text } else { Kind::Truth })
        }
        BinOpKind::Add
        | BinOpKind::Sub
        | BinOpKind::Mul
        | BinOpKind::Div
        | BinOpKind::FloorDiv
        | BinOpKind::Rem
        | BinOpKind::Pow
        | BinOpKind::Concat
        | BinOpKind::In => None,
    }
}

fn takes(argument: Argument, given: &[CallArg<'_>]) -> bool {
    match (argument, given) {
        (Argument::Nothing, []) => true,
        (Argument::Text, [CallArg::Pos(Expr::Const(constant))]) => constant.value.as_str().is_some(),
        (Argument::Number, [CallArg::Pos(Expr::Const(constant))]) => {
            constant.value.as_i64().is_some_and(|number| (1..=LONGEST_CUT).contains(&number))
        }
        _ => false,
    }
}

fn example(argument: Argument, name: &str) -> String {
    match argument {
        Argument::Nothing => name.to_owned(),
        Argument::Text => format!("{name}(\"a text\")"),
        Argument::Number => format!("{name}(40)"),
    }
}

fn usage(argument: Argument, name: &str) -> String {
    let example = example(argument, name);
    if argument == Argument::Number { format!("{example}, with a number from 1 to {LONGEST_CUT}") } else { example }
}

fn no_button(expression: &Expr<'_>, kind: Kind) -> Result<(), Mistake> {
    if kind == Kind::Button {
        Err(wrong(expression, "button", "answer_button stands by itself: {{ answer_button }}"))
    } else {
        Ok(())
    }
}

fn wrong(expression: &Expr<'_>, word: &'static str, detail: impl Into<String>) -> Mistake {
    Mistake::new(usize::from(expression.span().start_line), word, detail)
}

fn line(statement: &Stmt<'_>) -> usize {
    usize::from(
        match statement {
            Stmt::Template(one) => one.span(),
            Stmt::EmitExpr(one) => one.span(),
            Stmt::EmitRaw(one) => one.span(),
            Stmt::ForLoop(one) => one.span(),
            Stmt::IfCond(one) => one.span(),
            Stmt::WithBlock(one) => one.span(),
            Stmt::Set(one) => one.span(),
            Stmt::SetBlock(one) => one.span(),
            Stmt::AutoEscape(one) => one.span(),
            Stmt::FilterBlock(one) => one.span(),
            Stmt::Do(one) => one.span(),
        }
        .start_line,
    )
}

fn shown(name: &str) -> String {
    name.chars().take(LONGEST_NAME).collect()
}
