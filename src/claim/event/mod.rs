//! Claims of events: when and where one was, that it was, how long it has gone on, when the like was last,
//! and what an article remembers of the scene from sentence to sentence.

pub mod memory;
pub mod occasion;
pub mod ongoing;
pub mod precedent;
pub mod statement;
