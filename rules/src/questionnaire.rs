//! Questionnaires: what a form asks, and whether what came back answers it. Pages and checks walk over the same list.

/// Characters of a written answer.
pub const LONGEST_COMMENT: usize = 5_000;
/// The best rating.
pub const MOST_STARS: u8 = 5;

/// The questions of the standard questionnaire.
pub const RATING: &str = "rating";
pub const COMMENT: &str = "comment";

/// What a form asks, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Questionnaire {
    pub questions: Vec<Question>,
    rule: Rule,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Names it in answers, unique within its questionnaire.
    pub name: &'static str,
    pub kind: Kind,
    /// A form without it is half-finished.
    pub required: bool,
}

/// What must be answered of a questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rule {
    /// It may be left out as a whole, as that of one product among many.
    pub optional: bool,
    /// ET-9: a rating needs a written comment.
    pub comment_required: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 1 to [`MOST_STARS`].
    Rating,
    /// Free text.
    Comment,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub question: String,
    pub value: Value,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Rating(u8),
    Comment(String),
}

/// Why an answer is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Missing,
    /// A rating without the comment that it needs.
    NoComment,
    NotARating,
    TooLong,
}

impl Questionnaire {
    /// Stars and a comment, for everything that has no questionnaire of its own.
    pub fn standard(rule: Rule) -> Self {
        let rating = Question { name: RATING, kind: Kind::Rating, required: !rule.optional };
        let comment = Question { name: COMMENT, kind: Kind::Comment, required: rule.comment_required };
        Self { questions: vec![rating, comment], rule }
    }

    /// What was answered, in the order of the questions; of a half-finished form, so far.
    ///
    /// # Errors
    /// Every question whose answer is not taken.
    pub fn check<'a>(
        &self,
        finished: bool,
        given: impl Fn(&str) -> Option<&'a str>,
    ) -> Result<Vec<Answer>, Vec<(&'static str, Fault)>> {
        let (mut answers, mut faults) = (Vec::new(), Vec::new());
        for question in &self.questions {
            match question.kind.read(given(question.name).unwrap_or_default()) {
                Ok(Some(value)) => answers.push(Answer { question: question.name.to_owned(), value }),
                Ok(None) => {}
                Err(fault) => faults.push((question.name, fault)),
            }
        }
        if finished {
            let missing = self.missing(&answers).filter(|(name, _)| !faults.iter().any(|(known, _)| known == name));
            faults.extend(missing);
        }
        if faults.is_empty() { Ok(answers) } else { Err(faults) }
    }

    /// What a whole answer would have besides: words need their stars, and stars their words where that is the rule.
    fn missing(&self, answers: &[Answer]) -> Option<(&'static str, Fault)> {
        let has = |name: &str| answers.iter().any(|answer| answer.question == name);
        match (has(RATING), has(COMMENT)) {
            (false, commented) if commented || !self.rule.optional => Some((RATING, Fault::Missing)),
            (true, false) if self.rule.comment_required => Some((COMMENT, Fault::NoComment)),
            _ => None,
        }
    }
}

impl Kind {
    fn read(self, text: &str) -> Result<Option<Value>, Fault> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        match self {
            Kind::Rating => {
                let stars = text.parse().ok().filter(|stars| (1..=MOST_STARS).contains(stars));
                stars.map(|stars| Some(Value::Rating(stars))).ok_or(Fault::NotARating)
            }
            Kind::Comment => {
                let text = lines(text);
                // Bytes first: a text of a million characters is not counted through.
                if text.len() > LONGEST_COMMENT && text.chars().nth(LONGEST_COMMENT).is_some() {
                    return Err(Fault::TooLong);
                }
                Ok((!text.is_empty()).then_some(Value::Comment(text)))
            }
        }
    }
}

/// Lines as people write them: one kind of line break, and no other controls.
fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept = text.chars().filter(|character| *character == '\n' || !character.is_control());
    kept.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(finished: bool, rating: &str, comment: &str) -> Result<Vec<Value>, Vec<(&'static str, Fault)>> {
        check_by(Rule::default(), finished, rating, comment)
    }

    fn check_by(
        rule: Rule,
        finished: bool,
        rating: &str,
        comment: &str,
    ) -> Result<Vec<Value>, Vec<(&'static str, Fault)>> {
        let given = |name: &str| Some(if name == "rating" { rating } else { comment });
        let answers = Questionnaire::standard(rule).check(finished, given)?;
        Ok(answers.into_iter().map(|answer| answer.value).collect())
    }

    fn comment(text: &str) -> Value {
        Value::Comment(text.to_owned())
    }

    #[test]
    fn a_form_is_answered_by_a_rating_and_perhaps_a_comment() {
        assert_eq!(check(true, "1", ""), Ok(vec![Value::Rating(1)]));
        assert_eq!(check(true, " 5 ", " fine\r\nindeed\0 "), Ok(vec![Value::Rating(5), comment("fine\nindeed")]));
        assert_eq!(check(true, "", "fine"), Err(vec![("rating", Fault::Missing)]));
        for rating in ["0", "6", "-1", "4.5", "five", "256", "٣"] {
            assert_eq!(check(false, rating, ""), Err(vec![("rating", Fault::NotARating)]), "{rating}");
        }
    }

    #[test]
    fn one_product_among_many_may_be_left_out_but_words_need_their_stars() {
        let rule = Rule { optional: true, comment_required: false };
        assert_eq!(check_by(rule, true, "", ""), Ok(vec![]));
        assert_eq!(check_by(rule, true, "4", ""), Ok(vec![Value::Rating(4)]));
        assert_eq!(check_by(rule, true, "", "fine"), Err(vec![("rating", Fault::Missing)]));
        assert_eq!(check_by(rule, false, "", "fine"), Ok(vec![comment("fine")]));
    }

    #[test]
    fn stars_need_words_where_that_is_the_rule() {
        for optional in [false, true] {
            let rule = Rule { optional, comment_required: true };
            assert_eq!(check_by(rule, true, "4", " "), Err(vec![("comment", Fault::NoComment)]));
            assert_eq!(check_by(rule, false, "4", ""), Ok(vec![Value::Rating(4)]), "it may be finished later");
            assert_eq!(check_by(rule, true, "4", "fine"), Ok(vec![Value::Rating(4), comment("fine")]));
            assert_eq!(check_by(rule, true, "9", ""), Err(vec![("rating", Fault::NotARating)]));
        }
    }

    #[test]
    fn a_half_finished_form_may_lack_anything() {
        assert_eq!(check(false, "", ""), Ok(vec![]));
        assert_eq!(check(false, "", "fine"), Ok(vec![comment("fine")]));
    }

    #[test]
    fn a_comment_has_its_longest_length_in_characters() {
        let longest = "å".repeat(LONGEST_COMMENT);
        assert_eq!(check(true, "3", &longest), Ok(vec![Value::Rating(3), comment(&longest)]));
        assert_eq!(check(true, "", &format!("{longest}x")).unwrap_err().len(), 2);
    }
}
