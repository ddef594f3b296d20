#pragma once

#include <QtGlobal>

#include <string_view>

namespace retort::python {

enum class TokenKind : quint8 {
    EndMarker,
    Newline,
    Indent,
    Dedent,
    Name,
    Number,
    String,
    FStringStart,
    FStringMiddle,
    FStringEnd,
    /// Text that is no Python; the lexer has already reported it.
    Error,

    LeftParen,
    RightParen,
    LeftBracket,
    RightBracket,
    LeftBrace,
    RightBrace,
    Colon,
    ColonEqual,
    Comma,
    Semicolon,
    Dot,
    Ellipsis,
    Arrow,
    Exclamation,
    Tilde,
    Equal,
    DoubleEqual,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    At,
    Plus,
    Minus,
    Star,
    DoubleStar,
    Slash,
    DoubleSlash,
    Percent,
    Ampersand,
    VerticalBar,
    Caret,
    LeftShift,
    RightShift,
    /// In the order of the operators above, from At on.
    AtEqual,
    PlusEqual,
    MinusEqual,
    StarEqual,
    DoubleStarEqual,
    SlashEqual,
    DoubleSlashEqual,
    PercentEqual,
    AmpersandEqual,
    VerticalBarEqual,
    CaretEqual,
    LeftShiftEqual,
    RightShiftEqual,

    False,
    None,
    True,
    And,
    As,
    Assert,
    Async,
    Await,
    Break,
    Class,
    Continue,
    Def,
    Del,
    Elif,
    Else,
    Except,
    Finally,
    For,
    From,
    Global,
    If,
    Import,
    In,
    Is,
    Lambda,
    Nonlocal,
    Not,
    Or,
    Pass,
    Raise,
    Return,
    Try,
    While,
    With,
    Yield
};

/// A piece of source text, as byte offsets. String tokens reach from their prefix to the closing quote.
struct Token {
    TokenKind kind = TokenKind::EndMarker;
    quint32 begin = 0;
    quint32 end = 0;
};

/// The keyword that `name` is, or TokenKind::Name. The soft keywords match, case, type and _ are names.
[[nodiscard]] TokenKind keywordKind(std::string_view name);

/// The text of an operator, bracket or keyword, as shown in messages; empty for the other kinds.
[[nodiscard]] std::string_view tokenText(TokenKind kind);

} // namespace retort::python
