//! Every case of `fixtures/values/dates*.yml`, and that no text can make the grammars fail.
