//! Does the real binary keep its word: exit codes, messages, reruns, broken input?
