//! placeholder
use crate::files::Span;
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Referent { Person(String), Place(String), Body(String), Nation(String), Other(String) }
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameMention { pub span: Span, pub tokens: std::ops::Range<usize>, pub referent: Referent, pub known: bool }
