#pragma once

#include "dialects/common/typecompiler.h"

namespace retort {

class PostgresqlTypeCompiler final : public TypeCompiler
{
public:
    using TypeCompiler::TypeCompiler;

    /// The quoted name of an enumeration or domain, with its schema.
    [[nodiscard]] QString typeName(const SqlType &type, const QString &tableSchema);

protected:
    [[nodiscard]] QString visit(const QString &name, const SqlType &type) override;
    [[nodiscard]] QString className() const override { return QStringLiteral("sqlalchemy.dialects.postgresql.base.PGTypeCompiler"); }

private:
    [[nodiscard]] QString timeType(const QString &keyword, const SqlType &type) const;
    [[nodiscard]] QString interval(const SqlType &type) const;
    [[nodiscard]] QString array(const SqlType &type);
};

} // namespace retort
