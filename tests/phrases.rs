//! Does each phrase match what it should and nothing else?
