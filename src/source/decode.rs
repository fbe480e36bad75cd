//! Bytes → text: encoding, BOM, NFC and line ends, once, before any span exists.
