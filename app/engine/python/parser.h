#pragma once

#include "base/result.h"
#include "python/ast.h"

namespace retort::python {

/// What the parser may leave out when only the outer shape of a file matters.
struct ParseOptions {
    /// Function bodies are checked for their tokens and indentation only; FunctionDef::bodySkipped is then set.
    bool skipFunctionBodies = false;
};

/// Parses a whole file. Always gives a tree: what is not Python becomes an ErrorStatement and a Diagnostic with code
/// "python.syntax" (and parsing goes on at the next logical line). Accepts the grammar of Python 3.13; what CPython finds only
/// when compiling (such as 'return' outside a function) is not checked. Thread-safe.
[[nodiscard]] Module parse(const SourceText &source, const ParseOptions &options = {});

/// The bytes of a Python file as text: honours the byte order mark and the coding cookie (PEP 263); UTF-8 otherwise.
[[nodiscard]] Result<SourceText> decodeSource(const QString &file, const QByteArray &raw);

} // namespace retort::python
