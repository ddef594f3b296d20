#include "python/characters.h"

#include <QChar>
#include <QList>

#include <algorithm>
#include <array>

namespace retort::python {

namespace {

constexpr char32_t CapitalSigma = 0x3A3;
constexpr char16_t SmallSigma = 0x3C3;
constexpr char16_t FinalSigma = 0x3C2;

bool isBetween(char32_t character, char32_t first, char32_t last)
{
    return character >= first && character <= last;
}

/// Unicode's property Cased: the letters with a case and what is derived from them.
bool isCased(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Letter_Uppercase:
    case QChar::Letter_Lowercase:
    case QChar::Letter_Titlecase: return true;
    default: break;
    }
    return character == 0xAA || character == 0xBA || isBetween(character, 0x2160, 0x217F) || isBetween(character, 0x24B6, 0x24E9)
        || isBetween(character, 0x1F130, 0x1F149) || isBetween(character, 0x1F150, 0x1F169) || isBetween(character, 0x1F170, 0x1F189);
}

/// Unicode's property Case_Ignorable: marks, format characters, modifiers and the punctuation that stands within words.
bool isCaseIgnorable(char32_t character)
{
    static constexpr std::array<char32_t, 17> withinWords{0x27,   0x2E,   0x3A,   0xB7,   0x387,  0x55F,  0x5F4,  0x2018, 0x2019,
                                                          0x2024, 0x2027, 0xFE13, 0xFE52, 0xFE55, 0xFF07, 0xFF0E, 0xFF1A};
    switch (QChar::category(character)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Other_Format:
    case QChar::Letter_Modifier:
    case QChar::Symbol_Modifier: return true;
    default: return std::find(withinWords.begin(), withinWords.end(), character) != withinWords.end();
    }
}

/// Whether the sigma at `at` ends a word: a letter stands before it and none after it, ignorable characters passed over.
bool endsWord(const QList<uint> &text, qsizetype at)
{
    qsizetype before = at - 1;
    while (before >= 0 && isCaseIgnorable(text[before]))
        --before;
    if (before < 0 || !isCased(text[before]))
        return false;
    qsizetype after = at + 1;
    while (after < text.size() && isCaseIgnorable(text[after]))
        ++after;
    return after == text.size() || !isCased(text[after]);
}

} // namespace

bool isWordCharacter(char32_t character)
{
    return character == U'_' || QChar::isLetterOrNumber(character);
}

QString lowered(const QString &text)
{
    if (!text.contains(QChar(char16_t(CapitalSigma))))
        return text.toLower();
    const QList<uint> characters = text.toUcs4();
    QString result;
    for (qsizetype i = 0; i < characters.size(); ++i) {
        const char32_t character = characters[i];
        if (character == CapitalSigma)
            result += QChar(endsWord(characters, i) ? FinalSigma : SmallSigma);
        else
            result += QString::fromUcs4(&character, 1).toLower();
    }
    return result;
}

} // namespace retort::python
