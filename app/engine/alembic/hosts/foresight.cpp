#include "alembic/hosts/foresight.h"

#include "operations/sqleffect.h"

#include <algorithm>

namespace retort::hosts {

namespace {

/// Enough for a handful of independent conditions; what has more is not certain.
constexpr int mostWays = 64;

bool changesSchema(const Operation &operation)
{
    if (operation.as<BulkInsertOp>() != nullptr)
        return false;
    if (const auto *block = operation.as<AutocommitBlockOp>())
        return std::any_of(block->operations.begin(), block->operations.end(), changesSchema);
    const auto *sql = operation.as<ExecuteSqlOp>();
    if (sql == nullptr)
        return true;
    if (sql->statement.kind != SqlExpression::Kind::Text)
        return false;
    const QList<SqlEffect> effects = effectsOf(sql->statement.text);
    return std::any_of(effects.begin(), effects.end(), [](const SqlEffect &effect) { return effect.kind != SqlEffect::Kind::Data; });
}

} // namespace

python::Trial Ways::trial()
{
    m_at = 0;
    return {[this](const python::Location &at) { return decide(at); }};
}

bool Ways::decide(const python::Location &at)
{
    if (m_at == m_decisions.size()) {
        Decision decision{at, false, false};
        int before = 0;
        for (const Decision &earlier : m_decisions) {
            if (earlier.at == at && ++before >= 2) {
                decision.taken = !earlier.taken;
                decision.isForced = true;
            }
        }
        m_decisions.push_back(decision);
    }
    return m_decisions.at(m_at++).taken;
}

bool Ways::next()
{
    while (!m_decisions.empty() && (m_decisions.back().taken || m_decisions.back().isForced))
        m_decisions.pop_back();
    if (m_decisions.empty())
        return false;
    m_cutShort = ++m_walked >= mostWays;
    m_decisions.back().taken = true;
    return !m_cutShort;
}

void Foresight::add(const Operations &recorded, const QString &stopped)
{
    Operations schemaOperations;
    for (const Operation &operation : recorded) {
        const Operations alone{operation};
        if (const std::vector<const Operation *> opaque = opaqueOperations(alone); !opaque.empty()) {
            const auto isDeferred = [](const Operation *each) { return each->as<OpaqueOp>()->isDeferred; };
            const auto other = std::find_if_not(opaque.begin(), opaque.end(), isDeferred);
            if (other != opaque.end() && !m_obstacle)
                m_obstacle = **other;
            m_isCertain = false;
        } else if (changesSchema(operation)) {
            schemaOperations.push_back(operation);
        }
    }
    m_isCertain = m_isCertain && stopped.isEmpty();
    if (!m_schemaOperations)
        m_schemaOperations = std::move(schemaOperations);
    else if (*m_schemaOperations != schemaOperations)
        m_isCertain = false;
}

LiveStepOp Foresight::result(const QString &python, const QString &reason, bool allWays) const
{
    return {python, reason, m_schemaOperations.value_or(Operations()), m_isCertain && allWays && m_schemaOperations.has_value()};
}

} // namespace retort::hosts
