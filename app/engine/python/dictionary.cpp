#include "python/dictionary.h"

#include "python/objects.h"

namespace retort::python {

size_t textHash(QStringView text)
{
    return qHash(text);
}

qsizetype Dictionary::find(const Value &key) const
{
    return find(key.hash(), [&key](const Value &other) { return key.isSame(other) || key.equals(other); });
}

qsizetype Dictionary::find(const QString &key, size_t hash) const
{
    return find(hash, [&key](const Value &other) { return other.isString() && as<StrObject>(other).text == key; });
}

Value Dictionary::get(const QString &key, size_t hash) const
{
    const auto at = find(key, hash);
    return at < 0 ? Value() : m_entries[size_t(at)].value;
}

void Dictionary::setValueAt(qsizetype at, Value value)
{
    m_entries[size_t(at)].value.swap(value); // the old value is destroyed after the table is whole again
}

void Dictionary::set(const QString &key, Value value)
{
    const size_t hash = textHash(key);
    const auto at = find(key, hash);
    if (at >= 0)
        setValueAt(at, std::move(value));
    else
        append(Value::string(key), std::move(value), hash);
}

void Dictionary::set(const Value &key, Value value)
{
    const auto at = find(key);
    if (at >= 0)
        setValueAt(at, std::move(value));
    else
        append(key, std::move(value), key.hash());
}

void Dictionary::append(Value key, Value value, size_t hash)
{
    if ((m_entries.size() + 1) * 3 > m_index.size() * 2)
        rehash();
    m_entries.push_back({std::move(key), std::move(value), hash});
    const size_t mask = m_index.size() - 1;
    size_t slot = hash & mask;
    while (m_index[slot] != Free)
        slot = (slot + 1) & mask;
    m_index[slot] = qint32(m_entries.size() - 1);
    ++m_size;
}

void Dictionary::removeAt(qsizetype at)
{
    Entry removed;
    std::swap(removed.key, m_entries[size_t(at)].key);
    std::swap(removed.value, m_entries[size_t(at)].value);
    --m_size;
}

bool Dictionary::remove(const QString &key)
{
    const auto at = find(key, textHash(key));
    if (at < 0)
        return false;
    removeAt(at);
    return true;
}

void Dictionary::clear()
{
    std::vector<Entry> old;
    old.swap(m_entries);
    m_index.clear();
    m_size = 0;
}

void Dictionary::rehash()
{
    std::erase_if(m_entries, [](const Entry &entry) { return entry.key.isUnset(); });
    size_t capacity = 8;
    while (capacity < (m_entries.size() + 1) * 3)
        capacity *= 2;
    m_index.assign(capacity, Free);
    for (size_t i = 0; i < m_entries.size(); ++i) {
        size_t slot = m_entries[i].hash & (capacity - 1);
        while (m_index[slot] != Free)
            slot = (slot + 1) & (capacity - 1);
        m_index[slot] = qint32(i);
    }
}

} // namespace retort::python
