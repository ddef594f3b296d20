#pragma once

#include "python/value.h"

#include <QString>

namespace retort::python {

/// The hash under which a text is kept; the same as Identifier::hash.
[[nodiscard]] size_t textHash(QStringView text);

/// The table behind dict, set and every namespace: open addressing over entries in order of insertion. Hashes and equality of keys
/// come from the caller, because a program can define them.
class Dictionary
{
public:
    struct Entry {
        Value key; // Unset: removed
        Value value;
        size_t hash = 0;
    };

    [[nodiscard]] qsizetype size() const { return m_size; }
    /// With removed entries in it: skip those whose key is Unset.
    [[nodiscard]] const std::vector<Entry> &entries() const { return m_entries; }

    /// The position in entries() of the key of that hash which `equal` accepts; -1 when there is none.
    template <typename Equal>
    [[nodiscard]] qsizetype find(size_t hash, Equal equal) const
    {
        if (m_index.empty())
            return -1;
        const size_t mask = m_index.size() - 1;
        for (size_t slot = hash & mask;; slot = (slot + 1) & mask) {
            const qint32 at = m_index[slot];
            if (at == Free)
                return -1;
            const Entry &entry = m_entries[size_t(at)];
            if (entry.hash == hash && !entry.key.isUnset() && equal(entry.key))
                return at;
            if (m_index.size() != mask + 1)
                return -1; // the comparison changed this very table
        }
    }
    [[nodiscard]] qsizetype find(const Value &key) const;
    [[nodiscard]] qsizetype find(const QString &key, size_t hash) const;
    /// Unset when absent.
    [[nodiscard]] Value get(const QString &key) const { return get(key, textHash(key)); }
    [[nodiscard]] Value get(const QString &key, size_t hash) const;
    [[nodiscard]] const Value &valueAt(qsizetype at) const { return m_entries[size_t(at)].value; }
    void setValueAt(qsizetype at, Value value);

    void set(const QString &key, Value value);
    void set(const Value &key, Value value);
    /// Only for a key that is not in it.
    void append(Value key, Value value, size_t hash);
    void removeAt(qsizetype at);
    bool remove(const QString &key);
    void clear();

private:
    static constexpr qint32 Free = -1;
    void rehash();

    std::vector<Entry> m_entries;
    std::vector<qint32> m_index;
    qsizetype m_size = 0;
};

} // namespace retort::python
